/** A connection of the owner's: a `pg` client or pool. */
export interface Queryable {
  query(sql: string, params: unknown[]): Promise<{ rows: unknown[] }>;
}

/** An event that a consumer could not take, and that its record's later events wait behind. */
export interface DeadLetter {
  eventId: string;
  type: string;
  producer: string;
  consumer: string;
  aggregateId: string;
  version: number;
  kind: string;
  traceId: string;
  recordedAt: string;
  failures: number;
  reason: string | null;
  /** Later deliveries of the same record to the same consumer that wait behind it. */
  waiting: number;
}

export interface DeadLetterKey {
  eventId: string;
  consumer: string;
}

/** The parked deliveries, the oldest first, without their payloads. */
export async function listDeadLetters(
  db: Queryable,
  { consumer, limit = 100 }: { consumer?: string; limit?: number } = {},
): Promise<DeadLetter[]> {
  const { rows } = await db.query(
    `SELECT d.event_id AS "eventId", e.type, d.producer, d.consumer, d.aggregate_id AS "aggregateId",
            d.aggregate_version AS version, e.kind, e.trace_id AS "traceId",
            to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt", d.failures, d.reason,
            (SELECT count(*)::int FROM messaging.delivery w
             WHERE w.consumer = d.consumer AND w.producer = d.producer AND w.aggregate_id = d.aggregate_id
               AND w.aggregate_version > d.aggregate_version AND w.state <> 'closed') AS waiting
     FROM messaging.delivery d JOIN messaging.event e ON e.day = d.day AND e.id = d.event_id
     WHERE d.state = 'parked' AND ($1::text IS NULL OR d.consumer = $1)
     ORDER BY e.recorded_at, d.event_id LIMIT $2`,
    [consumer ?? null, limit],
  );
  return rows as DeadLetter[];
}

/** What waits behind a delivery that is parked no more is published at once, and not at the end of its delay. */
const WAKE_WAITING = `
  UPDATE messaging.delivery w SET next_publish_at = $3 FROM freed
  WHERE w.consumer = freed.consumer AND w.producer = freed.producer AND w.aggregate_id = freed.aggregate_id
    AND w.aggregate_version > freed.aggregate_version AND w.state = 'open'`;

/**
 * Gives a parked event to its consumer once more, with a clean count of failures. To be audited by the caller.
 *
 * @param now an instant
 * @returns false when it is not parked
 */
export async function replayDeadLetter(
  db: Queryable,
  { eventId, consumer }: DeadLetterKey,
  now: string,
): Promise<boolean> {
  const { rows } = await db.query(
    `WITH freed AS (
       UPDATE messaging.delivery SET state = 'open', failures = 0, reason = NULL, next_publish_at = $3
       WHERE event_id = $1 AND consumer = $2 AND state = 'parked' RETURNING *
     ), woken AS (${WAKE_WAITING})
     SELECT 1 FROM freed`,
    [eventId, consumer, now],
  );
  return rows.length > 0;
}

/**
 * Closes a parked delivery without its effect, for good; its record's later events go on. To be audited by the caller.
 *
 * @param decision why, in words without personal data, and the person who decides
 * @param now an instant
 * @returns false when it is not parked
 */
export async function skipDeadLetter(
  db: Queryable,
  { eventId, consumer }: DeadLetterKey,
  { reason, by }: { reason: string; by: string },
  now: string,
): Promise<boolean> {
  const { rows } = await db.query(
    `WITH freed AS (
       UPDATE messaging.delivery SET state = 'closed', closed_at = $3, closed_by = $5, reason = concat('skipped: ', $4::text)
       WHERE event_id = $1 AND consumer = $2 AND state = 'parked' RETURNING *
     ), woken AS (${WAKE_WAITING})
     SELECT 1 FROM freed`,
    [eventId, consumer, now, reason, by],
  );
  return rows.length > 0;
}
