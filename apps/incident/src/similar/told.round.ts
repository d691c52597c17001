import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, type DatabaseScope, audit } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Clock, Logger, Rounds } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, ownActing } from '../acting.js';
import { saidOf } from '../incidents/incident.step.js';
import { FacilityKinds } from '../statistics/facility-kinds.js';
import { type Owned, bandOf, nextTold, othersThan, roundAt } from './told.js';
import {
  type Asker,
  awaiting,
  claimRound,
  keepOwners,
  keepTold,
  lockAskers,
  ownedNow,
  toldOf,
  writeCounts,
} from './told.store.js';

const SYSTEM: DatabaseScope = { kind: 'system' };

/** Seconds between two instants at which facilities are told how many are like them. */
export const TOLD_EVERY = Symbol('seconds between two rounds');

/**
 * Tells facilities how many declarations are like theirs, at fixed instants and not when something happens: when a number moves says as
 * much as the number. A regional incident is looked at once a round, whichever copy of the service comes first.
 */
@Injectable()
export class ToldRound implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FacilityKinds) private readonly kinds: FacilityKinds,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(TOLD_EVERY) private readonly seconds: number,
  ) {
    const interval = Math.min(seconds, 60) * 1_000;
    this.rounds = new Rounds({ work: () => this.round(), interval, pause: 100 });
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  async round(): Promise<void> {
    const round = roundAt(this.clock.now(), this.seconds);
    try {
      const open = await this.database.transaction(SYSTEM, (tx) => awaiting(tx, round));
      if (open.length > 0) await this.learnOwners();
      for (const { id } of open) await this.database.transaction(SYSTEM, (tx) => this.tell(tx, id, round));
    } catch (err) {
      this.logger.warn({ err }, 'facilities could not be told of similar declarations; they will be at the next look');
    }
  }

  /**
   * Of all facilities, not of those that were linked alone: who works for one that was not is told nothing of its own legal entity either.
   * While the directory does not answer, what it told last counts, and a facility that it never told of does not.
   */
  private async learnOwners(): Promise<void> {
    const kinds = await this.kinds.known();
    const owned = [...kinds].map(([facilityId, { entity }]): Owned => ({ facilityId, owner: entity }));
    await this.database.transaction(SYSTEM, (tx) => keepOwners(tx, owned));
  }

  private async tell(tx: EntityManager, regionalId: string, round: number): Promise<void> {
    if (!(await claimRound(tx, regionalId, round))) return;
    const askers = await lockAskers(tx, regionalId);
    const now = await ownedNow(tx, regionalId);
    const before = await toldOf(tx, regionalId);
    const told = nextTold(before, now);
    if (told !== before) await keepTold(tx, regionalId, told);
    const owners = new Map(now.map(({ facilityId, owner }) => [facilityId, owner]));
    const changed = askers.flatMap((asker): Asker[] => {
      const owner = owners.get(asker.facilityId);
      const similarCount = owner === undefined ? null : bandOf(othersThan(told, new Set([owner])));
      return similarCount === asker.similarCount ? [] : [{ ...asker, similarCount, version: asker.version + 1 }];
    });
    if (changed.length > 0) await this.say(tx, regionalId, changed);
  }

  private async say(tx: EntityManager, regionalId: string, changed: readonly Asker[]): Promise<void> {
    const acting = ownActing();
    await writeCounts(tx, changed, this.clock.instant());
    const details = { told: Object.fromEntries(changed.map(({ id, similarCount }) => [id, similarCount])) };
    const record = { type: 'regional-incident', id: regionalId, kind: changed[0]!.kind, details } as const;
    audit(tx, auditOf('incident.similar.tell', acting, record));
    this.outbox.emit(
      tx,
      ...changed.map(({ similarCount, ...asker }) => ({
        type: 'incident.similar-told' as const,
        aggregateId: asker.id,
        version: asker.version,
        kind: asker.kind,
        actorId: acting.actor.id,
        traceId: acting.traceId,
        payload: { ...saidOf(asker), similarCount },
      })),
    );
  }
}
