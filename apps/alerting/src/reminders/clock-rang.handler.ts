import { Controller, Inject } from '@nestjs/common';
import { type AfterCommit, type EventOf, OnEvent } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { MailSweeper } from '../mails/mail.sweeper.js';
import { WebhookIntake } from '../webhooks/webhook.intake.js';
import { insertReminders } from './reminder.store.js';

/** Notes that people are to be reminded; who they are is asked later, so that a morning after a night of downtime costs little. */
@Controller()
export class ClockRangHandler {
  constructor(
    @Inject(MailSweeper) private readonly sweeper: MailSweeper,
    @Inject(WebhookIntake) private readonly webhooks: WebhookIntake,
  ) {}

  @OnEvent('clock.rang', { batch: true })
  async note(events: EventOf<'clock.rang'>[], tx: EntityManager): Promise<AfterCommit | void> {
    await insertReminders(
      tx,
      events.map(({ id: eventId, kind, payload }) => {
        const { incidentId, territory, reference, dueAt, when: timing, facilityId, declarantId, assigneeId } = payload;
        const who = { facilityId, declarantId, assigneeId };
        return { eventId, kind, incidentId, territory, reference, dueAt, timing, ...who };
      }),
    );
    const tellTools = await this.webhooks.take(tx, events);
    return () => {
      this.sweeper.nudge();
      return tellTools();
    };
  }
}
