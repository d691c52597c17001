import { Controller, Inject } from '@nestjs/common';
import { type AfterCommit, type EventOf, OnEvent } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { MailSweeper } from '../mails/mail.sweeper.js';
import { insertAdvisoryMailing } from '../mails/mailing.store.js';
import { WebhookIntake } from '../webhooks/webhook.intake.js';

/** Notes that a broadcast is to be mailed. The directory is asked afterwards: while it is away the event is not at fault. */
@Controller()
export class AdvisoryBroadcastHandler {
  constructor(
    @Inject(MailSweeper) private readonly sweeper: MailSweeper,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(WebhookIntake) private readonly webhooks: WebhookIntake,
  ) {}

  @OnEvent('advisory.broadcast')
  async note(event: EventOf<'advisory.broadcast'>, tx: EntityManager): Promise<AfterCommit | void> {
    await insertAdvisoryMailing(tx, event.payload.advisoryId, this.clock.now());
    const tellTools = await this.webhooks.take(tx, [event]);
    return () => {
      this.sweeper.nudge();
      return tellTools();
    };
  }
}
