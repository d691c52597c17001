import { Refusal, type RegionalEntry } from '#libs/contracts';
import { execute, maybeOne, one, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { REGIONAL, type RegionalRow } from './regional.row.js';

type NewEntry = Pick<RegionalEntry, 'id' | 'type' | 'authorId' | 'at'> &
  Partial<Pick<RegionalEntry, 'text' | 'incidents' | 'details'>>;

/** Before its children: the one lock that everybody who changes a regional incident takes first. @throws Refusal('state-conflict') */
export async function lockRegional(
  tx: EntityManager,
  regionalId: string,
  state: RegionalRow['state'] = 'open',
): Promise<RegionalRow> {
  const regional = await maybeOne<RegionalRow>(
    tx,
    `SELECT ${REGIONAL} FROM regional_incident WHERE id = $1 FOR UPDATE`,
    [regionalId],
  );
  if (!regional) throw new Refusal('not-found');
  if (regional.state !== state) throw new Refusal('state-conflict', { state: regional.state });
  return regional;
}

/** One step of a locked regional incident: its version grows by one, and its journal says what made it. */
export async function stepRegional(
  tx: EntityManager,
  { id, state, incidentCount }: Pick<RegionalRow, 'id' | 'state' | 'incidentCount'>,
  entry: NewEntry,
): Promise<RegionalRow> {
  const stepped = await one<RegionalRow>(
    tx,
    `UPDATE regional_incident SET version = version + 1, state = $2, incident_count = $3 WHERE id = $1 RETURNING ${REGIONAL}`,
    [id, state, incidentCount],
  );
  await insertEntry(tx, stepped, entry);
  return stepped;
}

/** A change of a locked regional incident that does not belong into its journal: the version alone grows. */
export const touchRegional = (tx: EntityManager, { id }: Pick<RegionalRow, 'id'>): Promise<RegionalRow> =>
  one<RegionalRow>(tx, `UPDATE regional_incident SET version = version + 1 WHERE id = $1 RETURNING ${REGIONAL}`, [id]);

/** What made this version of a regional incident. */
export async function insertEntry(
  tx: EntityManager,
  { id: regionalId, version }: Pick<RegionalRow, 'id' | 'version'>,
  { id, type, authorId, text = null, incidents = [], details = {}, at }: NewEntry,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO regional_entry (id, regional_id, seq, type, author_id, text, incidents, details, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, regionalId, version, type, authorId, text, incidents, details, at],
  );
}

type EntryRow = Omit<RegionalEntry, 'at'> & { at: Date };

/** The newest first. */
export async function readEntries(
  tx: EntityManager,
  regionalId: string,
  before: number | null,
  limit: number,
): Promise<RegionalEntry[]> {
  const found = await rows<EntryRow>(
    tx,
    `SELECT id, regional_id AS "regionalId", seq, type, author_id AS "authorId", text, incidents, details, at FROM regional_entry
     WHERE regional_id = $1 AND ($2::bigint IS NULL OR seq < $2) ORDER BY seq DESC LIMIT $3`,
    [regionalId, before, limit],
  );
  return found.map((row) => ({ ...row, at: row.at.toISOString() }));
}
