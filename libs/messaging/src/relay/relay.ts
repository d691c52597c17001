import { type EventEnvelope, type ServiceName, eventTypes, events } from '#libs/contracts';
import type { Database } from '#libs/database';
import type { Clock, Logger } from '#libs/platform';
import { OpenDays } from '../open-days.js';
import { Pace } from '../pace.js';
import { LinkLost, type NatsLink } from '../nats/link.js';
import type { FreshEvents } from '../outbox/outbox.js';
import { Backlog } from './backlog.js';
import { claimDue, isAnythingDue, makeAllDue } from './due.js';
import { Publisher } from './publisher.js';

export interface RelayOptions {
  service: ServiceName;
  database: Database;
  link: NatsLink;
  clock: Clock;
  logger: Logger;
  /** Milliseconds between two looks at what is due; 500 unless told. */
  pollEvery?: number;
}

const BATCH = 500;
/** Fresh events kept in memory at most; what does not fit is published from the table, some seconds later. */
const MOST_FRESH = 20_000;
/** Milliseconds between two publications of fresh events: one by one, each costs a write to NATS and one for each of its acknowledgements. */
const GATHER = 25;
const RELAY = { kind: 'relay' } as const;

/**
 * Publishes what the service has said until every consumer has confirmed it. A fresh event goes out from memory as soon as it is
 * committed: that spares the table two writes per event. Whatever stays open, because a process died, NATS was away or lost its store,
 * or a consumer failed, is published again from the table with growing delay. Any number of copies may run.
 */
export class Relay implements FreshEvents {
  private fresh: EventEnvelope[] = [];
  private flushing: Promise<void> | undefined;
  private sweeping: Promise<void> | undefined;
  private wakeUp: (() => void) | undefined;
  private stopped = false;
  private failing = false;
  /** NATS may have come back with another store. */
  private streamInDoubt = true;
  /** Something was committed while NATS was away. */
  private unsaid = false;
  private readonly pace = new Pace(GATHER);
  private readonly publisher: Publisher;
  private readonly backlog: Backlog;
  private readonly days: OpenDays;
  private stopListening: (() => void) | undefined;

  constructor(private readonly options: RelayOptions) {
    const { service, link, clock } = options;
    this.publisher = new Publisher(link, service, () => this.publishAllAgain('the stream was missing'));
    this.backlog = new Backlog(link, service, consumersOf(service));
    this.days = new OpenDays('producer', service, clock);
  }

  /** Begins to publish. A service that says nothing has nothing to relay. */
  start(): void {
    if (consumersOf(this.options.service).length === 0) return;
    this.stopListening = this.options.link.onReturn(() => {
      this.streamInDoubt = true;
      this.wake();
    });
    this.sweeping = this.sweepForEver();
  }

  /** Finishes the publications under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.stopListening?.();
    this.wake();
    await Promise.all([this.sweeping, this.flushing]);
  }

  /** Publishes what has just been committed. While NATS is away it does nothing: the table has it. */
  offer(envelopes: readonly EventEnvelope[]): void {
    if (this.stopped) return;
    if (!this.options.link.connected) {
      this.unsaid = true;
      return;
    }
    if (this.fresh.length + envelopes.length > MOST_FRESH) return;
    this.fresh.push(...envelopes);
    this.flushing ??= this.flush().finally(() => (this.flushing = undefined));
  }

  /** Looks at what is due now, not at the next poll. */
  wake(): void {
    this.wakeUp?.();
  }

  private async flush(): Promise<void> {
    // One turn of the loop lets commits that end together leave together.
    await new Promise(setImmediate);
    try {
      while (this.fresh.length > 0) {
        if (this.fresh.length < BATCH) await this.pace.next();
        const batch = this.fresh.splice(0, BATCH);
        this.report(await this.publisher.publish(batch.map((envelope) => ({ envelope, attempt: 0 }))));
      }
    } catch (error) {
      this.fresh = [];
      this.report([error]);
    }
  }

  private async sweepForEver(): Promise<void> {
    while (!this.stopped) {
      try {
        if (this.options.link.connected) {
          if (this.streamInDoubt) await this.publisher.ensureStream();
          this.streamInDoubt = false;
          if (this.unsaid) await this.publishAllAgain('NATS was away');
          this.unsaid = false;
          await this.sweep();
          this.failing = false;
        }
      } catch (error) {
        this.report([error]);
      }
      await this.pause();
    }
  }

  private async sweep(): Promise<void> {
    while (!this.stopped && (await this.isAnythingDue())) {
      const held = await this.backlog.behind();
      const { taken, publications } = await this.claim(held);
      if (publications.length > 0) this.report(await this.publisher.publish(publications));
      if (taken < BATCH) return;
    }
  }

  private isAnythingDue(): Promise<boolean> {
    const { database, service, clock } = this.options;
    return database.transaction(RELAY, async (tx) =>
      isAnythingDue(tx, service, await this.days.range(tx), clock.instant()),
    );
  }

  private claim(held: readonly string[]) {
    const { database, service, clock } = this.options;
    return database.transaction(RELAY, async (tx) => {
      const days = await this.days.range(tx);
      return claimDue(tx, { producer: service, days, now: clock.instant(), held, limit: BATCH });
    });
  }

  private async publishAllAgain(why: string): Promise<void> {
    const { database, service, clock, logger } = this.options;
    const open = await database.transaction(RELAY, async (tx) =>
      makeAllDue(tx, service, await this.days.range(tx), clock.instant()),
    );
    logger.info({ open }, `${why}: what is open is published again`);
    this.wake();
  }

  /** One line when it begins to fail, not one for each event. */
  private report(errors: readonly unknown[]): void {
    // The loss of the connection has been logged, once.
    const faults = errors.filter((error) => !(error instanceof LinkLost));
    if (faults.length === 0 || this.failing) return;
    this.failing = true;
    this.options.logger.warn(
      { err: faults[0], failed: faults.length },
      'events could not be published; they will be again',
    );
  }

  private async pause(): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.options.pollEvery ?? 500);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Who hears anything of this producer. */
function consumersOf(producer: ServiceName): ServiceName[] {
  const own = eventTypes.map((type) => events[type]).filter((contract) => contract.producer === producer);
  return [...new Set(own.flatMap(({ consumers }) => consumers))];
}
