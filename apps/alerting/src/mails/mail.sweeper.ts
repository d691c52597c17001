import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#libs/database';
import { Clock, Logger, Rounds } from '#libs/platform';
import { DutyRinger } from '../duty/duty.ringer.js';
import { ReminderRinger } from '../reminders/reminder.ringer.js';
import { MailQueue } from './mail.queue.js';
import { takeDue } from './mail.store.js';
import { MailingPreparer } from './mailing.preparer.js';

/** Milliseconds between two sweeps when nobody asks for one, and at least. */
const ROUNDS = { interval: 2_000, pause: 200 };
/** Milliseconds after which a mail that was offered to the queue and has not been taken is offered again. */
const OFFER_AGAIN = 30_000;
const OFFERED_AT_ONCE = 500;
/** Jobs that may wait: more would only be offered again and again. */
const MOST_WAITING = 2_000;

/** Derives what is to be done from the rows, so that nothing is lost with a queue, an event handler or a process. */
@Injectable()
export class MailSweeper {
  private readonly rounds = new Rounds({ work: () => this.sweep(), ...ROUNDS });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DutyRinger) private readonly ringer: DutyRinger,
    @Inject(ReminderRinger) private readonly reminders: ReminderRinger,
    @Inject(MailingPreparer) private readonly preparer: MailingPreparer,
    @Inject(MailQueue) private readonly queue: MailQueue,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  start(): void {
    this.rounds.start();
  }

  stop(): Promise<void> {
    return this.rounds.stop();
  }

  /** Rows were written: do not wait for the next round. */
  nudge(): void {
    this.rounds.nudge();
  }

  private async sweep(): Promise<void> {
    await this.attempt(() => this.ringer.ring());
    await this.attempt(() => this.reminders.ring());
    await this.attempt(() => this.preparer.prepareDue());
    await this.attempt(() => this.offerDue());
  }

  private async attempt(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.logger.warn({ err: error }, 'a sweep of the mails failed; the next one comes soon');
    }
  }

  private async offerDue(): Promise<void> {
    for (let found = OFFERED_AT_ONCE; found === OFFERED_AT_ONCE;) {
      const now = this.clock.now();
      const again = new Date(now.getTime() + OFFER_AGAIN);
      const due = await this.database.transaction({ kind: 'system' }, (tx) => takeDue(tx, now, again, OFFERED_AT_ONCE));
      await this.queue.add(due);
      found = due.length;
      if (found > 0 && (await this.queue.waiting()) >= MOST_WAITING) return;
    }
  }
}
