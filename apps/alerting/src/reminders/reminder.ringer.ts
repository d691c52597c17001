import { Inject, Injectable } from '@nestjs/common';
import { Database, one } from '#libs/database';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { gatherReminders } from './reminder.store.js';

/** Milliseconds between two mails to the same people: what comes meanwhile is gathered, and each reminder is still in exactly one. */
const QUIET = 20_000;
/** Groups whose mailings share a transaction. */
const AT_ONCE = 200;

/** Decides when people are reminded of due times, and of which together. */
@Injectable()
export class ReminderRinger {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async ring(): Promise<void> {
    for (let isMore = true; isMore;) {
      isMore = await this.database.transaction({ kind: 'system' }, async (tx) => {
        const now = this.clock.now();
        const quietSince = new Date(now.getTime() - QUIET);
        return (await holdBell(tx)) && gatherReminders(tx, { now, quietSince, limit: AT_ONCE });
      });
    }
  }
}

/** Holds the right to gather until the commit. @returns false while another process has it */
async function holdBell(tx: EntityManager): Promise<boolean> {
  const { held } = await one<{ held: boolean }>(
    tx,
    `SELECT pg_try_advisory_xact_lock(hashtext('alerting.reminders')) AS held`,
  );
  return held;
}
