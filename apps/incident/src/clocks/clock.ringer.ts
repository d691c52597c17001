import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EventPayload } from '#libs/contracts';
import { Database, type DatabaseScope, audit } from '#libs/database';
import { type EventDraft, Outbox } from '#libs/messaging';
import { Clock, Logger, Rounds } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, ownActing } from '../acting.js';
import { type Ring, takeRings } from './ring.store.js';

const SYSTEM: DatabaseScope = { kind: 'system' };
/** Milliseconds between two looks at what is due. */
const ROUNDS = { interval: 2_000, pause: 100 };
/** Reminders that share a transaction. */
const AT_ONCE = 500;

/**
 * Gives the reminders. A reminder is claimed, noted, audited and said in one transaction, so that one which dies in the middle has not
 * begun: the clock is still to ring when the service is back, and rings once.
 */
@Injectable()
export class ClockRinger implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Rounds({ work: () => this.round(), ...ROUNDS });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  private async round(): Promise<void> {
    try {
      for (let claimed = AT_ONCE; claimed === AT_ONCE;) {
        claimed = await this.database.transaction(SYSTEM, (tx) => this.ring(tx));
      }
    } catch (err) {
      this.logger.warn({ err }, 'reminders could not be given; they will be soon');
    }
  }

  private async ring(tx: EntityManager): Promise<number> {
    const { rings, claimed } = await takeRings(tx, this.clock.now(), AT_ONCE);
    const acting = ownActing();
    for (const ring of rings) {
      const { clockId, facilityId, kind, incidentId, rung, dueAt } = ring;
      const details = { incidentId, rung, dueAt: dueAt.toISOString() };
      audit(tx, auditOf('incident.clock.ring', acting, { type: 'clock', id: clockId, facilityId, kind, details }));
    }
    this.outbox.emit(tx, ...rings.map((ring) => rangEvent(ring, acting.actor.id, acting.traceId)));
    return claimed;
  }
}

function rangEvent(ring: Ring, actorId: string, traceId: string): EventDraft<'clock.rang'> {
  const { clockId, version, kind, dueAt, ringAt, rung: _, ...said } = ring;
  return {
    type: 'clock.rang',
    aggregateId: clockId,
    version,
    kind,
    actorId,
    traceId,
    payload: { ...said, clockId, dueAt: dueAt.toISOString(), when: whenOf(ringAt, dueAt) },
  };
}

function whenOf(ringAt: Date, dueAt: Date): EventPayload<'clock.rang'>['when'] {
  if (ringAt < dueAt) return 'before';
  return ringAt > dueAt ? 'after' : 'at';
}
