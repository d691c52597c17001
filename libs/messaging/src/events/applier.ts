import type { EventEnvelope } from '#libs/contracts';
import type { Database } from '#libs/database';
import { type Logger, faultPoint } from '#libs/platform';
import type { MessageHandler } from '@nestjs/microservices';
import type { JsMsg } from '@nats-io/jetstream';
import type { EntityManager } from 'typeorm';
import { callHandler } from '../call-handler.js';
import { type FailureLimits, isPassing, isPermanent, reasonOf, retryDelay, waitDelay } from './failure.js';
import type { Inbox } from './inbox.js';
import type { AfterCommit, HandlerExtras } from './on-event.decorator.js';

/** A message that was understood, and who handles it. */
export interface Arrival {
  message: Pick<JsMsg, 'ack' | 'nak' | 'info'>;
  envelope: EventEnvelope;
  handler: MessageHandler;
  extras: HandlerExtras;
}

export interface ApplierOptions {
  consumer: string;
  database: Database;
  inbox: Inbox;
  logger: Logger;
  limits: FailureLimits;
  /** Waits in milliseconds by the number of failures; for tests. */
  retryDelay?: (failures: number) => number;
}

/** After so many visits an event that waits for an earlier one is left to the producer's relay, and takes no place here any more. */
const MOST_VISITS = 20;

/**
 * Lets events have their effect: one transaction that first closes their deliveries and then calls their handlers. The message is
 * acknowledged when that has committed, so it may come again at any time and finds its delivery closed.
 */
export class Applier {
  constructor(private readonly options: ApplierOptions) {}

  /** @param arrivals of one day, each of another record. Never throws: each message is answered, or comes again by itself. */
  async apply(arrivals: readonly Arrival[]): Promise<void> {
    try {
      const { closed, afterCommit } = await this.commit(arrivals);
      faultPoint('after-close');
      for (const { message, envelope } of arrivals) if (closed.has(envelope.id)) message.ack();
      for (const work of afterCommit) await this.runAfterCommit(work);
      const left = arrivals.filter(({ envelope }) => !closed.has(envelope.id));
      if (left.length > 0) await this.settle(left);
    } catch (error) {
      await this.failed(arrivals, error);
    }
  }

  private commit(arrivals: readonly Arrival[]): Promise<{ closed: Set<string>; afterCommit: AfterCommit[] }> {
    const { database, inbox } = this.options;
    const [first, second] = arrivals;
    const actorId = first && !second ? first.envelope.actorId : undefined;
    return database.transaction({ kind: 'system', actorId }, async (tx) => {
      faultPoint('before-effect');
      const closed = await inbox.close(
        tx,
        arrivals.map(({ envelope }) => envelope),
      );
      const due = arrivals.filter(({ envelope }) => closed.has(envelope.id));
      const afterCommit = await callHandlers(due, tx);
      faultPoint('before-close');
      return { closed, afterCommit };
    });
  }

  /** Answers messages whose deliveries could not be closed: what is done with is acknowledged, what has to wait comes again. */
  private async settle(arrivals: readonly Arrival[]): Promise<void> {
    const { database, inbox } = this.options;
    const standings = await database.transaction({ kind: 'system' }, (tx) =>
      inbox.standing(
        tx,
        arrivals.map(({ envelope }) => envelope),
      ),
    );
    for (const { message, envelope } of arrivals) {
      const standing = standings.get(envelope.id);
      const visits = message.info.deliveryCount;
      // Behind a parked one it may wait for days: the relay brings it again.
      const waitsHere = standing?.state === 'open' && standing.blockedBy !== 'parked' && visits < MOST_VISITS;
      if (waitsHere) message.nak(waitDelay(visits));
      else message.ack();
    }
  }

  private async failed(arrivals: readonly Arrival[], error: unknown): Promise<void> {
    if (isPassing(error)) {
      for (const { message } of arrivals) message.nak(this.delay(message.info.deliveryCount));
    } else if (arrivals.length > 1) {
      // One of them is to blame, and the others must not wait for it.
      for (const arrival of arrivals) await this.apply([arrival]);
    } else {
      for (const arrival of arrivals) await this.countFailure(arrival, error);
    }
  }

  private async countFailure({ message, envelope }: Arrival, error: unknown): Promise<void> {
    const { database, inbox, logger, limits, consumer } = this.options;
    const limit = isPermanent(error) ? limits.permanent : limits.any;
    const { id: eventId, type, aggregateId, traceId } = envelope;
    const details = { err: error, eventId, type, aggregateId, traceId, consumer };
    try {
      const counted = await database.transaction({ kind: 'system' }, (tx) =>
        inbox.recordFailure(tx, envelope, limit, reasonOf(error)),
      );
      if (counted?.state === 'open') {
        logger.warn({ ...details, failures: counted.failures }, 'an event failed; it will be tried again');
        message.nak(this.delay(counted.failures));
        return;
      }
      if (counted) logger.error({ ...details, failures: counted.failures }, 'an event failed too often and was parked');
      message.ack();
    } catch (countError) {
      logger.warn({ ...details, countError }, 'an event failed, which could not be noted; it will be tried again');
      message.nak(this.delay(1));
    }
  }

  private delay(failures: number): number {
    return (this.options.retryDelay ?? retryDelay)(failures);
  }

  private async runAfterCommit(work: AfterCommit): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.logger.error({ err: error }, 'work after a commit failed');
    }
  }
}

/** Each method once with all of its events when it takes batches, else event by event. */
async function callHandlers(arrivals: readonly Arrival[], tx: EntityManager): Promise<AfterCommit[]> {
  const results: unknown[] = [];
  for (const group of Map.groupBy(arrivals, ({ extras }) => extras.method).values()) {
    const [first] = group;
    const envelopes = group.map(({ envelope }) => envelope);
    if (first?.extras.batch) results.push(await callHandler(first.handler, envelopes, tx));
    else for (const { handler, envelope } of group) results.push(await callHandler(handler, envelope, tx));
  }
  return results.filter((result): result is AfterCommit => typeof result === 'function');
}
