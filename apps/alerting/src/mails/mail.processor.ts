import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import { Database, type DatabaseScope } from '#libs/database';
import { Clock, Logger, faultPoint } from '#libs/platform';
import { AddresseeDirectory } from './addressee.directory.js';
import { delayAfter, isGivenUp } from './mail.backoff.js';
import { messageOf } from './mail.message.js';
import { MAIL_SETTINGS, type MailSettings } from './mail.settings.js';
import { type MailRow, markFailed, markSent, postpone, takeMail } from './mail.store.js';
import { type Letter, MailWriter } from './mail.writer.js';
import { SmtpClient } from './smtp.client.js';
import { type SmtpFailure, UNKNOWN, smtpFailureOf } from './smtp.failure.js';

const SYSTEM: DatabaseScope = { kind: 'system' };
/** Milliseconds for which a mail belongs to who took it; more than asking for the address and sending can take. */
const LEASE = 45_000;

const NO_ADDRESS: SmtpFailure = { permanent: true, code: 'no-address' };
/** Whoever writes in our name is not answered: we would write to ourselves. */
const OURS: SmtpFailure = { permanent: true, code: 'own-address' };
const isOurs = (to: string, from: string): boolean =>
  (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase() === to.toLowerCase();

/**
 * Sends one mail: takes its row, asks for the address, sends, marks it sent. Killed in between, the row stays open and comes again with
 * the same Message-ID: at least once, never lost.
 */
@Injectable()
export class MailProcessor {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AddresseeDirectory) private readonly addressees: AddresseeDirectory,
    @Inject(MailWriter) private readonly writer: MailWriter,
    @Inject(SmtpClient) private readonly smtp: SmtpClient,
    @Inject(MAIL_SETTINGS) private readonly settings: MailSettings,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async process(mailId: string): Promise<void> {
    const taken = await this.take(mailId);
    if (!taken) return;
    const failure = await this.send(taken.mail, taken.letter);
    if (failure) await this.settle(taken.mail, failure);
    else await this.database.transaction(SYSTEM, (tx) => markSent(tx, mailId, this.clock.now()));
  }

  private take(mailId: string): Promise<{ mail: MailRow; letter: Letter } | undefined> {
    return this.database.transaction(SYSTEM, async (tx) => {
      const mail = await takeMail(tx, mailId, this.clock.now(), this.later(LEASE));
      return mail && { mail, letter: await this.writer.read(tx, mail) };
    });
  }

  private async send(mail: MailRow, letter: Letter): Promise<SmtpFailure | undefined> {
    try {
      const addressee = await this.addressees.find(mail);
      if (!addressee) return NO_ADDRESS;
      const { from } = this.settings;
      const { messageId } = mail;
      const { email: to, received } = addressee;
      if (received && isOurs(to, from)) return OURS;
      const envelope = { from, to, messageId, date: this.clock.now(), ...(received && { answers: received }) };
      const message = messageOf(await letter(addressee), envelope);
      faultPoint('before-mail');
      await this.smtp.send(message);
      faultPoint('after-mail');
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return { permanent: false, code: `directory-${error.code}` };
      const failure = smtpFailureOf(error);
      // Not the mail server's doing: our own fault, which has to be found.
      if (failure.code === UNKNOWN) this.logger.error({ err: error, mailId: mail.id }, 'a mail could not be made');
      return failure;
    }
  }

  private async settle(mail: MailRow, { permanent, code }: SmtpFailure): Promise<void> {
    const failed = permanent || isGivenUp(mail.createdAt, this.clock.now());
    const { id: mailId, attempts } = mail;
    this.logger.warn(
      { mailId, attempts, code, failed },
      failed ? 'a mail failed' : 'a mail waits for its next attempt',
    );
    await this.database.transaction(SYSTEM, (tx) =>
      failed ? markFailed(tx, mail, code) : postpone(tx, mail, this.later(delayAfter(attempts)), code),
    );
  }

  private later(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }
}
