import type { EventEnvelope } from '#libs/contracts';
import { maybeOne, rows } from '#libs/database';
import type { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { OpenDays } from '../open-days.js';
import { dayOf } from '../outbox/statement.js';

export type DeliveryState = 'open' | 'closed' | 'parked';

/** How one of this consumer's deliveries stands, and the worst state among the same record's earlier ones that are not closed. */
export interface Standing {
  state: DeliveryState;
  blockedBy: 'open' | 'parked' | null;
}

/** An earlier delivery of the same record to the same consumer that is not closed. Not an anti-join, so that it is one index probe. */
const EARLIER = (column: string): string => `
  (SELECT ${column} FROM messaging.delivery p
   WHERE p.day BETWEEN $4::date AND $5::date AND p.consumer = $3 AND p.producer = d.producer
     AND p.aggregate_id = d.aggregate_id AND p.aggregate_version < d.aggregate_version AND p.state <> 'closed'
   ORDER BY p.state DESC LIMIT 1)`;

/** A consumer's side of the deliveries that are its own. `state || ''`: see the policies in `protect-tables.ts`. */
export class Inbox {
  private readonly days: OpenDays;

  constructor(
    private readonly consumer: string,
    private readonly clock: Clock,
  ) {
    this.days = new OpenDays('consumer', consumer, clock);
  }

  /**
   * Closes the deliveries of these events, in the transaction of their effect. A delivery stays as it is when it was closed or
   * parked before, or when an earlier one of the same record is not closed.
   *
   * @param envelopes of one day, each of another record
   * @returns the ids of the events whose effect is to happen now
   */
  async close(tx: EntityManager, envelopes: readonly EventEnvelope[]): Promise<Set<string>> {
    const params: unknown[] = [...this.key(envelopes), this.clock.instant()];
    let unblocked = '';
    // A record's first event can have nothing before it: the most frequent case, spared the look.
    if (envelopes.some(({ version }) => version > 1)) {
      const { from, to } = await this.days.range(tx);
      params.splice(3, 0, from, to);
      unblocked = `AND ${EARLIER('true')} IS NULL`;
    }
    const closed = await rows<{ event_id: string }>(
      tx,
      `UPDATE messaging.delivery d SET state = 'closed', closed_at = $${params.length}
       WHERE d.day = $1::date AND d.event_id = ANY ($2::uuid[]) AND d.consumer = $3 AND d.state || '' = 'open' ${unblocked}
       RETURNING d.event_id`,
      params,
    );
    return new Set(closed.map(({ event_id }) => event_id));
  }

  /** How deliveries stand that could not be closed, by event id; one that does not exist is missing. */
  async standing(tx: EntityManager, envelopes: readonly EventEnvelope[]): Promise<Map<string, Standing>> {
    const { from, to } = await this.days.range(tx);
    const found = await rows<{ event_id: string; state: DeliveryState; blocked_by: Standing['blockedBy'] }>(
      tx,
      `SELECT d.event_id, d.state, ${EARLIER('p.state')} AS blocked_by FROM messaging.delivery d
       WHERE d.day = $1::date AND d.event_id = ANY ($2::uuid[]) AND d.consumer = $3`,
      [...this.key(envelopes), from, to],
    );
    return new Map(found.map((row) => [row.event_id, { state: row.state, blockedBy: row.blocked_by }]));
  }

  /**
   * Notes that the effect failed, and parks the delivery when it has failed `limit` times.
   *
   * @returns its failures and its state now; undefined when it was no longer open
   */
  recordFailure(
    tx: EntityManager,
    envelope: EventEnvelope,
    limit: number,
    reason: string,
  ): Promise<{ failures: number; state: DeliveryState } | undefined> {
    return maybeOne(
      tx,
      `UPDATE messaging.delivery
       SET failures = failures + 1, reason = $5, state = CASE WHEN failures + 1 >= $4 THEN 'parked' ELSE state END
       WHERE day = $1::date AND event_id = $2 AND consumer = $3 AND state || '' = 'open'
       RETURNING failures, state`,
      [dayOf(envelope), envelope.id, this.consumer, limit, reason],
    );
  }

  /** Parks the delivery of an event that cannot be understood. @returns false when there is no open one */
  async park(tx: EntityManager, eventId: string, day: string | undefined, reason: string): Promise<boolean> {
    const parked = await rows(
      tx,
      `UPDATE messaging.delivery SET state = 'parked', reason = $4
       WHERE event_id = $1 AND consumer = $2 AND state || '' = 'open' AND ($3::date IS NULL OR day = $3::date) RETURNING 1`,
      [eventId, this.consumer, day ?? null, reason],
    );
    return parked.length > 0;
  }

  /** Asks the producer to publish what is open here again: whatever carried it may be gone. Locks in the order of `close`. */
  async askAgain(tx: EntityManager, producer: string): Promise<void> {
    const { from, to } = await this.days.range(tx);
    await rows(
      tx,
      `WITH late AS MATERIALIZED (
         SELECT day, event_id FROM messaging.delivery
         WHERE day BETWEEN $1::date AND $2::date AND consumer = $3 AND producer = $4 AND state = 'open' AND next_publish_at > $5
         ORDER BY day, event_id FOR UPDATE
       )
       UPDATE messaging.delivery d SET next_publish_at = $5 FROM late
       WHERE d.day BETWEEN $1::date AND $2::date AND d.day = late.day AND d.event_id = late.event_id AND d.consumer = $3`,
      [from, to, this.consumer, producer, this.clock.instant()],
    );
  }

  private key(envelopes: readonly EventEnvelope[]): unknown[] {
    const [first] = envelopes;
    return [first && dayOf(first), envelopes.map(({ id }) => id), this.consumer];
  }
}
