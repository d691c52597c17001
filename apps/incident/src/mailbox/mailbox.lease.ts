import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { Clock, newId } from '#libs/platform';
import { holdBox, leaveBox } from './mail-draft.store.js';

/** Milliseconds for which the mailbox belongs to a process without its renewing that. */
const LEASE = 15_000;

/** Of several copies of the service one reads the mailbox; when it dies, another does soon after. */
@Injectable()
export class MailboxLease {
  private readonly holder = newId();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  hold(box: string): Promise<boolean> {
    const now = this.clock.now();
    const lease = { box, holder: this.holder, now, until: new Date(now.getTime() + LEASE) };
    return this.database.transaction({ kind: 'system' }, (tx) => holdBox(tx, lease));
  }

  leave(box: string): Promise<void> {
    return this.database.transaction({ kind: 'system' }, (tx) => leaveBox(tx, box, this.holder));
  }
}
