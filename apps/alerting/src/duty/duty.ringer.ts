import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { Clock } from '#libs/platform';
import { insertDutyMailing } from '../mails/mailing.store.js';
import { groupsToRing, holdBell, joinMailing } from './duty.store.js';

/**
 * Milliseconds between two mails to the same analysts. The first declaration rings at once; when a supplier's failure makes a hundred
 * facilities declare, what follows is gathered, and each declaration is still in exactly one mail.
 */
const QUIET = 20_000;

/** Decides when the analysts are rung, and for what. */
@Injectable()
export class DutyRinger {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async ring(): Promise<void> {
    await this.database.transaction({ kind: 'system' }, async (tx) => {
      const now = this.clock.now();
      const groups = await groupsToRing(tx, new Date(now.getTime() - QUIET));
      if (groups.length === 0 || !(await holdBell(tx))) return;
      for (const group of groups) await joinMailing(tx, await insertDutyMailing(tx, group, now), group);
    });
  }
}
