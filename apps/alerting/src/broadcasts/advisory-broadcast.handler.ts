import { Controller, Inject } from '@nestjs/common';
import { type AfterCommit, type EventOf, OnEvent } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { MailSweeper } from '../mails/mail.sweeper.js';
import { insertAdvisoryMailing } from '../mails/mailing.store.js';

/** Notes that a broadcast is to be mailed. The directory is asked afterwards: while it is away the event is not at fault. */
@Controller()
export class AdvisoryBroadcastHandler {
  constructor(
    @Inject(MailSweeper) private readonly sweeper: MailSweeper,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @OnEvent('advisory.broadcast')
  async note({ payload }: EventOf<'advisory.broadcast'>, tx: EntityManager): Promise<AfterCommit | void> {
    await insertAdvisoryMailing(tx, payload.advisoryId, this.clock.now());
    return () => this.sweeper.nudge();
  }
}
