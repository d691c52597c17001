import { Controller, Inject } from '@nestjs/common';
import { type AfterCommit, type EventOf, OnEvent } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { messageIdOf } from '../mails/mail.message.js';
import { MAIL_SETTINGS, type MailSettings } from '../mails/mail.settings.js';
import { insertMails } from '../mails/mail.store.js';
import { MailSweeper } from '../mails/mail.sweeper.js';
import { insertReceiptMailing } from '../mails/mailing.store.js';

/** Answers a mail to the declarations box. Whether it is answered was decided when it came; its sender's address is asked when it leaves. */
@Controller()
export class MailReceivedHandler {
  constructor(
    @Inject(MailSweeper) private readonly sweeper: MailSweeper,
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @OnEvent('mail.received')
  async answer({ payload }: EventOf<'mail.received'>, tx: EntityManager): Promise<AfterCommit | void> {
    if (!payload.answer) return;
    const now = this.clock.now();
    const mailingId = await insertReceiptMailing(tx, now);
    const id = newId();
    const messageId = messageIdOf(id, this.settings.from);
    const mail = { id, facilityId: null, addresseeId: payload.mailDraftId, messageId };
    await insertMails(tx, { id: mailingId, kind: 'real' }, [mail], now);
    return () => this.sweeper.nudge();
  }
}
