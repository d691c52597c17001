import type { EventEnvelope } from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { DayRange } from '../open-days.js';
import type { Publication } from './publisher.js';

/** Seconds between a publication and the next, doubled each time, and at most. */
const FIRST_DELAY = 5;
const LONGEST_DELAY = 600;

/** Whether any delivery of the producer is to be published again now. */
export async function isAnythingDue(
  tx: EntityManager,
  producer: string,
  { from, to }: DayRange,
  now: string,
): Promise<boolean> {
  const found = await maybeOne(
    tx,
    `SELECT 1 FROM messaging.delivery
     WHERE day BETWEEN $1::date AND $2::date AND producer = $3 AND state = 'open' AND next_publish_at <= $4 LIMIT 1`,
    [from, to, producer, now],
  );
  return found !== undefined;
}

/**
 * Takes deliveries that are due, sets when they are due next, and gives their events, each once. Rows that another copy of the relay or
 * a consumer is working on are passed over.
 *
 * @param held consumers whose deliveries are left alone
 * @returns how many deliveries were taken, and what to publish, the oldest first
 */
export async function claimDue(
  tx: EntityManager,
  claim: { producer: string; days: DayRange; now: string; held: readonly string[]; limit: number },
): Promise<{ taken: number; publications: Publication[] }> {
  const { producer, days, now, held, limit } = claim;
  const found = await rows<EventRow>(
    tx,
    `WITH due AS MATERIALIZED (
       SELECT day, event_id, consumer FROM messaging.delivery
       WHERE day BETWEEN $1::date AND $2::date AND producer = $3 AND state = 'open' AND next_publish_at <= $4
         AND consumer <> ALL ($5::text[])
       ORDER BY next_publish_at, aggregate_version LIMIT $6 FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE messaging.delivery d
       SET attempts = d.attempts + 1,
           next_publish_at = $4::timestamptz
             + least(${LONGEST_DELAY}, ${FIRST_DELAY} * 2 ^ least(d.attempts + 1, 10)) * interval '1 second'
       FROM due
       WHERE d.day BETWEEN $1::date AND $2::date
         AND d.day = due.day AND d.event_id = due.event_id AND d.consumer = due.consumer
       RETURNING d.day, d.event_id, d.attempts
     )
     SELECT e.id, e.producer, e.type, e.schema_version, e.aggregate_id, e.version, e.kind, e.occurred_at, e.recorded_at,
            e.actor_id, e.trace_id, e.payload, t.attempt, t.deliveries
     FROM (SELECT day, event_id, max(attempts) AS attempt, count(*)::int AS deliveries FROM taken GROUP BY day, event_id) t
     JOIN messaging.event e ON e.day BETWEEN $1::date AND $2::date AND e.day = t.day AND e.id = t.event_id
     ORDER BY e.recorded_at, e.version`,
    [days.from, days.to, producer, now, held, limit],
  );
  return {
    taken: found.reduce((sum, { deliveries }) => sum + deliveries, 0),
    publications: found.map((row) => ({ envelope: envelopeOf(row), attempt: row.attempt })),
  };
}

/**
 * Makes everything open due now: whatever carried it is gone. Rows are locked in the order in which consumers close theirs, so that the two
 * never wait for each other.
 *
 * @returns how many there are
 */
export async function makeAllDue(
  tx: EntityManager,
  producer: string,
  { from, to }: DayRange,
  now: string,
): Promise<number> {
  return execute(
    tx,
    `WITH late AS MATERIALIZED (
       SELECT day, event_id, consumer FROM messaging.delivery
       WHERE day BETWEEN $1::date AND $2::date AND producer = $3 AND state = 'open' AND next_publish_at > $4
       ORDER BY day, event_id, consumer FOR UPDATE
     )
     UPDATE messaging.delivery d SET next_publish_at = $4 FROM late
     WHERE d.day BETWEEN $1::date AND $2::date
       AND d.day = late.day AND d.event_id = late.event_id AND d.consumer = late.consumer`,
    [from, to, producer, now],
  );
}

interface EventRow {
  id: string;
  producer: EventEnvelope['producer'];
  type: string;
  schema_version: number;
  aggregate_id: string;
  version: number;
  kind: EventEnvelope['kind'];
  occurred_at: Date;
  recorded_at: Date;
  actor_id: string;
  trace_id: string;
  payload: unknown;
  attempt: number;
  deliveries: number;
}

const envelopeOf = (row: EventRow): EventEnvelope => ({
  id: row.id,
  producer: row.producer,
  type: row.type,
  schemaVersion: row.schema_version,
  aggregateId: row.aggregate_id,
  version: row.version,
  kind: row.kind,
  occurredAt: row.occurred_at.toISOString(),
  recordedAt: row.recorded_at.toISOString(),
  actorId: row.actor_id,
  traceId: row.trace_id,
  payload: row.payload,
});
