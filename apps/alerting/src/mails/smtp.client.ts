import { Inject, Injectable } from '@nestjs/common';
import { type SendMailOptions, type Transporter, createTransport } from 'nodemailer';
import { MAIL_SETTINGS, type MailSettings } from './mail.settings.js';

/** Connections kept to the mail server; as many mails leave at once. */
export const SMTP_CONNECTIONS = 4;

/** Milliseconds; together well below the lease on a mail. */
const LIMITS = { connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 20_000, dnsTimeout: 5_000 };

/** The pool of connections to the mail server. */
@Injectable()
export class SmtpClient {
  private readonly transport: Transporter;

  constructor(@Inject(MAIL_SETTINGS) { smtpUrl }: MailSettings) {
    this.transport = createTransport({ url: smtpUrl, pool: true, maxConnections: SMTP_CONNECTIONS, ...LIMITS });
  }

  /** Resolves when the server has taken responsibility for the mail. @throws what `smtpFailureOf` reads */
  async send(message: SendMailOptions): Promise<void> {
    await this.transport.sendMail(message);
  }

  close(): void {
    this.transport.close();
  }
}
