import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, type DatabaseScope, audit } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Clock, Logger, Rounds } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, ownActing } from '../acting.js';
import { Facilities } from '../facilities/facilities.js';
import { saidOf } from '../incidents/incident.step.js';
import { type Owned, bandOf, nextTold, othersThan } from './told.js';
import {
  type Asker,
  awaiting,
  claimRound,
  keepOwners,
  keepTold,
  lockAskers,
  ownedNow,
  toldOf,
  withoutOwner,
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
    @Inject(Facilities) private readonly facilities: Facilities,
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

  private async round(): Promise<void> {
    const round = Math.floor(this.clock.now().getTime() / 1_000 / this.seconds);
    try {
      const open = await this.database.transaction(SYSTEM, (tx) => awaiting(tx, round));
      await this.learnOwners(open.map(({ id }) => id));
      for (const { id } of open) await this.database.transaction(SYSTEM, (tx) => this.tell(tx, id, round));
    } catch (err) {
      this.logger.warn({ err }, 'facilities could not be told of similar declarations; they will be at the next look');
    }
  }

  /** Of a facility that the directory cannot be asked about nothing is counted until it can. */
  private async learnOwners(regionalIds: readonly string[]): Promise<void> {
    const unknown = await this.database.transaction(SYSTEM, (tx) => withoutOwner(tx, regionalIds));
    const owned: Owned[] = [];
    try {
      for (const { facilityId } of unknown) {
        const { legalEntityFiness } = await this.facilities.get(facilityId);
        owned.push({ facilityId, owner: legalEntityFiness });
      }
    } catch (err) {
      this.logger.info({ err }, 'the directory does not tell whose facilities these are; they are not counted yet');
    }
    if (owned.length > 0) await this.database.transaction(SYSTEM, (tx) => keepOwners(tx, owned));
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
