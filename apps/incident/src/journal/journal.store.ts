import { type JournalEntry, roomOf } from '#libs/contracts';
import { type DatabaseScope, maybeOne, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { type JournalRow, journalColumns, toEntry } from './journal.row.js';

/** In the order in which it was written; what is the agency's alone does not exist for a facility. */
export const readAfter = (
  tx: EntityManager,
  scope: DatabaseScope,
  incidentId: string,
  after: number,
  limit: number,
): Promise<JournalEntry[]> => read(tx, scope, 'seq > $2::bigint ORDER BY seq LIMIT $3', [incidentId, after, limit]);

/** The last ones before a position, the last first. */
export const readBefore = (
  tx: EntityManager,
  scope: DatabaseScope,
  incidentId: string,
  before: number,
  limit: number,
): Promise<JournalEntry[]> =>
  read(tx, scope, 'seq < $2::bigint ORDER BY seq DESC LIMIT $3', [incidentId, before, limit]);

/** An entry and its later wordings. */
export const readWordings = (
  tx: EntityManager,
  scope: DatabaseScope,
  incidentId: string,
  entryId: string,
): Promise<JournalEntry[]> =>
  read(tx, scope, `(id = $2::uuid OR (type = 'edited' AND details->>'entryId' = $2::text)) ORDER BY seq LIMIT 500`, [
    incidentId,
    entryId,
  ]);

/** What people have written, each in its last wording; of a long journal the newest. */
export async function readWritten(tx: EntityManager, scope: DatabaseScope, incidentId: string): Promise<string[]> {
  const found = await read(
    tx,
    scope,
    `type IN ('note', 'decision', 'joined', 'edited') AND text IS NOT NULL ORDER BY seq DESC LIMIT 1000`,
    [incidentId],
  );
  return roomOf(found).flatMap(({ text }) => text ?? []);
}

/** What was pinned and not taken down since: the last entry about each says so. The last pinned first. */
export async function readPinned(tx: EntityManager, scope: DatabaseScope, incidentId: string): Promise<JournalEntry[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT id FROM (
       SELECT DISTINCT ON (details->>'entryId') details->>'entryId' AS id, type, seq FROM journal_entry
       WHERE incident_id = $1 AND type IN ('pinned', 'unpinned') ORDER BY details->>'entryId', seq DESC
     ) AS last WHERE type = 'pinned' ORDER BY seq DESC LIMIT 100`,
    [incidentId],
  );
  const ids = found.map(({ id }) => id);
  const wordings = await read(
    tx,
    scope,
    `(id = ANY($2::uuid[]) OR (type = 'edited' AND details->>'entryId' = ANY($2::text[]))) ORDER BY seq`,
    [incidentId, ids],
  );
  const now = new Map(roomOf(wordings).map((entry) => [entry.id, entry]));
  return ids.flatMap((id) => now.get(id) ?? []).map(({ wordings: _, editedAt: __, pinned: ___, ...entry }) => entry);
}

export async function isPinned(tx: EntityManager, incidentId: string, entryId: string): Promise<boolean> {
  const last = await maybeOne<{ type: string }>(
    tx,
    `SELECT type FROM journal_entry WHERE incident_id = $1 AND type IN ('pinned', 'unpinned') AND details->>'entryId' = $2
     ORDER BY seq DESC LIMIT 1`,
    [incidentId, entryId],
  );
  return last?.type === 'pinned';
}

async function read(
  tx: EntityManager,
  scope: DatabaseScope,
  rest: string,
  [incidentId, ...values]: [string, ...(string | number | readonly string[])[]],
): Promise<JournalEntry[]> {
  const found = await rows<JournalRow>(
    tx,
    `SELECT ${journalColumns(scope)} FROM journal_entry WHERE incident_id = $1 AND ${rest}`,
    [incidentId, ...values],
  );
  return found.map(toEntry);
}
