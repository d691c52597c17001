import { type IndicatorSource, type RecordedIndicators, Refusal, type Tlp } from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import type { Value } from './value.js';

export interface Subject {
  facilityId: string;
  tlp: Tlp;
  reference: string;
  recordedAt: Date;
}

interface Recording {
  incidentId: string;
  facilityId: string;
  source: IndicatorSource;
  /** Of what says none of its own. */
  tlp: Tlp;
  side: 'facility' | 'agency';
  recordedBy: string;
  recordedAt: string;
}

/** Rows of one statement: more would hold the connection's memory, fewer cost round trips. */
const BATCH = 5_000;

/** @throws Refusal('not-found') for an incident that is not in scope */
export async function subjectOf(tx: EntityManager, incidentId: string): Promise<Subject> {
  const found = await maybeOne<Subject>(
    tx,
    `SELECT facility_id AS "facilityId", tlp, reference, recorded_at AS "recordedAt" FROM incident WHERE id = $1`,
    [incidentId],
  );
  if (!found) throw new Refusal('not-found');
  return found;
}

/** Of these values, those that are on the incident already; true: withdrawn. */
export async function standingOf(
  tx: EntityManager,
  incidentId: string,
  ids: readonly string[],
): Promise<Map<string, boolean>> {
  const found = await rows<{ id: string; withdrawn: boolean }>(
    tx,
    `SELECT indicator_id AS id, withdrawn_at IS NOT NULL AS withdrawn FROM indicator_sighting
     WHERE incident_id = $1 AND indicator_id = ANY($2::uuid[])`,
    [incidentId, ids],
  );
  return new Map(found.map(({ id, withdrawn }) => [id, withdrawn]));
}

/** Records what is not there yet. @param values as `distinct` gives them */
export async function insertSightings(
  tx: EntityManager,
  values: readonly Value[],
  recording: Recording,
): Promise<RecordedIndicators> {
  const counts = { recorded: 0, known: 0, withdrawn: 0 };
  for (let from = 0; from < values.length; from += BATCH) {
    const batch = values.slice(from, from + BATCH);
    const standing = await standingOf(
      tx,
      recording.incidentId,
      batch.map(({ id }) => id),
    );
    const gone = [...standing.values()].filter(Boolean).length;
    const recorded = await insertBatch(tx, batch, recording);
    counts.recorded += recorded;
    counts.withdrawn += gone;
    counts.known += batch.length - recorded - gone;
  }
  return counts;
}

async function insertBatch(
  tx: EntityManager,
  batch: readonly Value[],
  { incidentId, facilityId, source, tlp, side, recordedBy, recordedAt }: Recording,
): Promise<number> {
  const ids = batch.map(({ id }) => id);
  const column = <Name extends keyof Value>(name: Name) => batch.map((one) => one[name]);
  const [types, values] = [column('type'), column('value')];
  // Without naming what may conflict: that would need the right to read it.
  await execute(
    tx,
    `INSERT INTO indicator (id, type, value, first_at)
     SELECT id, type, value, $4 FROM unnest($1::uuid[], $2::text[], $3::text[]) AS given (id, type, value) ON CONFLICT DO NOTHING`,
    [ids, types, values, recordedAt],
  );
  return execute(
    tx,
    `INSERT INTO indicator_sighting (id, indicator_id, incident_id, facility_id, type, value, source, tlp, note, for_detection, side,
       recorded_by, recorded_at)
     SELECT id, indicator_id, $8, $9, type, value, $10, tlp, note, for_detection, $11, $12, $13
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[])
       AS given (id, indicator_id, type, value, tlp, note, for_detection)
     ON CONFLICT DO NOTHING`,
    [
      batch.map(() => newId()),
      ids,
      types,
      values,
      batch.map((one) => one.tlp ?? tlp),
      column('note'),
      column('forDetection'),
      incidentId,
      facilityId,
      source,
      side,
      recordedBy,
      recordedAt,
    ],
  );
}
