import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Kind, laterMonth } from '#libs/contracts';
import { Database, type DatabaseScope, maybeOne } from '#libs/database';
import { Clock, Logger, Rounds } from '#libs/platform';
import { TerritoryZones } from '../territories/territory-zones.js';
import { countMonth, noteMonths, readStale } from './month.store.js';

const SYSTEM: DatabaseScope = { kind: 'system' };
const ROUNDS = { interval: 30_000, pause: 1_000 };
const DAY = 86_400_000;
/** Milliseconds between noting a month and counting it: longer than any transaction lives. */
const UNDER_WAY = 60_000;

/** Counts past months ahead of their readers, and again when one of their incidents has changed. */
@Injectable()
export class MonthCounter implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Rounds({ work: () => this.round(), ...ROUNDS });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TerritoryZones) private readonly zones: TerritoryZones,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  async round(): Promise<void> {
    try {
      const now = this.clock.now();
      // Over everywhere two days after UTC's end of it.
      const last = laterMonth(new Date(now.getTime() - 2 * DAY).toISOString().slice(0, 7), -1);
      await this.database.transaction(SYSTEM, async (tx) => {
        for (const kind of Kind.options) await noteMonths(tx, kind, last, now);
      });
      await this.count(new Date(now.getTime() - UNDER_WAY));
    } catch (err) {
      this.logger.warn({ err }, 'past months could not be counted; figures are counted when they are read');
    }
  }

  private async count(notedBefore: Date): Promise<void> {
    const zones = await this.zones.all();
    const stale = await this.database.transaction(SYSTEM, (tx) => readStale(tx, notedBefore));
    for (const month of stale) {
      const counted = await this.database.transaction(SYSTEM, async (tx) => {
        // One of several services counts; the others look again in a while.
        const held = await maybeOne<{ held: boolean }>(
          tx,
          `SELECT pg_try_advisory_xact_lock(hashtext('incident.figures')) AS held`,
        );
        if (held?.held) await countMonth(tx, month, zones);
        return held?.held === true;
      });
      if (!counted) return;
    }
  }
}
