import { type JournalEntry, type Kind, Nature, type Tlp } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { type Standing, standingEntries, standingOf } from './standing.js';
import { stricterOf } from './moment.js';

/** An incident as it was known at an instant. */
export interface Subject {
  id: string;
  reference: string;
  facilityId: string;
  territory: string;
  kind: Kind;
  /** As it stood then, also where it was corrected since. */
  awareAt: string;
  recordedAt: string;
  since: string | null;
  nature: Nature;
  standing: Standing;
  /** The stricter of its marking then and now: what was marked since is not shown to more people for looking back. */
  tlp: Tlp;
}

type Row = Omit<Subject, 'awareAt' | 'recordedAt' | 'since' | 'standing'> & {
  awareAt: Date;
  recordedAt: Date;
  since: Date | null;
};

type Entry = Pick<JournalEntry, 'incidentId' | 'type' | 'details' | 'at'>;

/** The incidents, of those that the reader may see, that were recorded by then; the oldest first. */
export async function readSubjects(tx: EntityManager, incidentIds: readonly string[], at: string): Promise<Subject[]> {
  const found = await rows<Row>(
    tx,
    `SELECT i.id, i.reference, i.facility_id AS "facilityId", i.territory, i.kind, i.aware_at AS "awareAt",
       i.recorded_at AS "recordedAt", i.nature, i.tlp,
       CASE WHEN v.answers IS NULL THEN i.since ELSE (v.answers->>'since')::timestamptz END AS since
     FROM incident i LEFT JOIN LATERAL (
       SELECT answers FROM declaration_version WHERE incident_id = i.id AND recorded_at <= $2 ORDER BY number DESC LIMIT 1
     ) AS v ON true
     WHERE i.id = ANY($1::uuid[]) AND i.recorded_at <= $2 ORDER BY i.recorded_at, i.id`,
    [incidentIds, at],
  );
  const entries = Map.groupBy(await readTurns(tx, incidentIds, at), ({ incidentId }) => incidentId);
  return found.map((row) => subjectOf(row, entries.get(row.id) ?? [], at));
}

/** What makes an incident's standing until then, and every later correction: it tells what stood before. Few of each incident. */
async function readTurns(tx: EntityManager, incidentIds: readonly string[], at: string): Promise<Entry[]> {
  const found = await rows<Omit<Entry, 'at'> & { at: Date }>(
    tx,
    `SELECT incident_id AS "incidentId", type, details, at FROM journal_entry
     WHERE incident_id = ANY($1::uuid[]) AND (type IN ('aware-corrected', 'reclassified') OR (type = ANY($3) AND at <= $2))
     ORDER BY incident_id, seq`,
    [incidentIds, at, standingEntries],
  );
  return found.map((row) => ({ ...row, at: row.at.toISOString() }));
}

function subjectOf({ awareAt, recordedAt, since, ...row }: Row, entries: readonly Entry[], at: string): Subject {
  const before = (type: Entry['type']) => entries.find((one) => one.type === type && one.at > at)?.details['from'];
  const standing = standingOf(entries.filter((entry) => entry.at <= at));
  const stoodAt = before('aware-corrected');
  return {
    ...row,
    nature: Nature.safeParse(before('reclassified')).data ?? row.nature,
    awareAt: typeof stoodAt === 'string' ? stoodAt : awareAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    since: since?.toISOString() ?? null,
    standing,
    tlp: stricterOf(standing.tlp, row.tlp),
  };
}

/** Which incidents were under a regional incident at an instant: what linked or unlinked each last says so. */
export async function membersAt(tx: EntityManager, regionalId: string, at: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT id FROM (
       SELECT DISTINCT ON (incident_id) incident_id AS id, type FROM journal_entry
       WHERE type IN ('linked', 'unlinked') AND details->>'regionalId' = $1 AND at <= $2
       ORDER BY incident_id, seq DESC
     ) AS last WHERE type = 'linked' ORDER BY id`,
    [regionalId, at],
  );
  return found.map(({ id }) => id);
}
