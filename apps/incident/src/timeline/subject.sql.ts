import { type Kind, Nature, type Source, type Stage } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { type Entry, readEntries } from './entries.sql.js';
import { type Standing, standingOf } from './standing.js';

/** An incident as it was known at an instant, with its journal until then. */
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
  source: Source;
  stage: Stage;
  nature: Nature;
  entries: Entry[];
  standing: Standing;
}

type Row = Omit<Subject, 'awareAt' | 'recordedAt' | 'since' | 'entries' | 'standing'> & {
  awareAt: Date;
  recordedAt: Date;
  since: Date | null;
};

const COLUMNS = `id, reference, facility_id AS "facilityId", territory, kind, aware_at AS "awareAt", recorded_at AS "recordedAt", since,
  source, stage, nature`;

/** More entries than this of all incidents together are not read: the picture then says that it is cut. */
const MOST_ENTRIES = 20_000;

/** The incidents, of those that the reader may see, that were recorded by then; the oldest first. */
export async function readSubjects(
  tx: EntityManager,
  incidentIds: readonly string[],
  at: string,
  types: readonly Entry['type'][] | null = null,
): Promise<{ subjects: Subject[]; cut: boolean }> {
  const found = await rows<Row>(
    tx,
    `SELECT ${COLUMNS} FROM incident WHERE id = ANY($1::uuid[]) AND recorded_at <= $2 ORDER BY recorded_at, id`,
    [incidentIds, at],
  );
  const entries = await readEntries(tx, incidentIds, at, MOST_ENTRIES + 1, types);
  const byIncident = Map.groupBy(entries.slice(0, MOST_ENTRIES), ({ incidentId }) => incidentId);
  return {
    subjects: found.map((row) => subjectOf(row, byIncident.get(row.id) ?? [], at)),
    cut: entries.length > MOST_ENTRIES,
  };
}

function subjectOf({ awareAt, recordedAt, since, ...row }: Row, all: readonly Entry[], at: string): Subject {
  // Corrections that came later tell what stood before them.
  const before = (type: Entry['type']) => all.find((entry) => entry.type === type && entry.at > at)?.details['from'];
  const entries = all.filter((entry) => entry.at <= at);
  const stoodAt = before('aware-corrected');
  return {
    ...row,
    nature: Nature.safeParse(before('reclassified')).data ?? row.nature,
    awareAt: typeof stoodAt === 'string' ? stoodAt : awareAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    since: since?.toISOString() ?? null,
    entries,
    standing: standingOf(entries),
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
