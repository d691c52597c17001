import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';
import { freePort } from '../../../deploy/local/ports.mjs';

export interface ReceivedMail {
  to: string;
  mail: ParsedMail;
}

/** A mail server's answer that is not "250": thrown where the server asks. */
export class SmtpAnswer extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** A real SMTP server that keeps what it takes, and refuses what a test wants refused. */
export class Mailbox {
  readonly received: ReceivedMail[] = [];
  /** Called for each recipient; throws an SmtpAnswer to refuse it. */
  onRecipient: (address: string) => void = () => undefined;
  /** Milliseconds between the last byte of a mail and the answer. */
  slowness = 0;
  private server: SMTPServer | undefined;
  port = 0;

  static async start(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await mailbox.open();
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** Listens (again), on the port it had. */
  async open(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      closeTimeout: 200,
      onRcptTo: ({ address }, _session, callback) => {
        try {
          this.onRecipient(address);
          callback();
        } catch (error) {
          callback(error as Error);
        }
      },
      onData: (stream, { envelope }, callback) => {
        simpleParser(stream).then((mail) => {
          for (const { address } of envelope.rcptTo as SMTPServerAddress[]) this.received.push({ to: address, mail });
          setTimeout(callback, this.slowness);
        }, callback);
      },
    });
    if (this.port === 0) this.port = await freePort();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    server.on('error', () => undefined);
    this.server = server;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  /** Forgets everything, and takes everything at once. */
  reset(): void {
    this.received.length = 0;
    this.onRecipient = () => undefined;
    this.slowness = 0;
  }

  /** To whom something came about this. */
  about(text: string): ReceivedMail[] {
    return this.received.filter(({ mail }) => `${mail.subject} ${mail.text}`.includes(text));
  }
}
