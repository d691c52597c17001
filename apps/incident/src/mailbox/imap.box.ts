import { ImapFlow, type MessageEnvelopeObject, type MessageStructureObject } from 'imapflow';
import type { Readable } from 'node:stream';
import { LIMITS } from './mail.limits.js';
import type { MailboxSettings } from './mailbox.settings.js';

/** What a mail begins with. */
export interface MailHead {
  /** The first bytes of it. */
  head: Buffer;
  size: number;
  receivedAt: Date | null;
}

/** How the server understands a mail: undefined where it does not. */
export interface MailShape {
  envelope: MessageEnvelopeObject | undefined;
  structure: MessageStructureObject | undefined;
}

/** Milliseconds. A server that is silent for longer is away. */
const PATIENCE = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 120_000 };
/** Milliseconds without a command after which the server is asked to say what comes. */
const AUTO_IDLE = 100;
/** An answer of the server is no larger than this: one mail must not fill the memory. */
const ANSWERS = {
  maxLiteralSize: 4 * 1024 * 1024,
  maxLineLength: 4 * 1024 * 1024,
  maxResponseSize: 16 * 1024 * 1024,
  maxResponseTokens: 200_000,
};

/** One open connection to the mailbox. */
export class ImapBox {
  private ended = false;
  private news = true;
  private wake: () => void = () => undefined;
  private canMove = true;

  private constructor(
    private readonly client: ImapFlow,
    private readonly doneFolder: string,
    readonly uidValidity: bigint,
  ) {}

  /** @throws the client's error; one with `authenticationFailed` when user or password are wrong */
  static async open({ connection, folder, doneFolder, poll }: MailboxSettings): Promise<ImapBox> {
    const client = new ImapFlow({
      ...connection,
      ...PATIENCE,
      ...ANSWERS,
      autoIdleDelay: AUTO_IDLE,
      maxIdleTime: Math.max(poll, 10_000),
      logger: false,
    });
    // Whoever waits for an answer gets the error too; without a listener it would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { uidValidity } = await client.mailboxOpen(folder);
      const box = new ImapBox(client, doneFolder, uidValidity);
      client.on('exists', () => box.tell());
      client.on('close', () => box.end());
      return box;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  /** Of all mails that are in the box, the oldest first. */
  async uids(): Promise<number[]> {
    this.news = false;
    const found = await this.client.search({ all: true }, { uid: true });
    if (!found || this.ended) throw new Error('The mailbox could not be searched');
    return found.sort((one, other) => one - other);
  }

  /** @returns null when the mail is there no longer */
  async head(uid: number): Promise<MailHead | null> {
    const query = { size: true, internalDate: true, source: { start: 0, maxLength: LIMITS.head } };
    const found = await this.client.fetchOne(String(uid), query, { uid: true });
    if (!found) return null;
    return {
      head: found.source ?? Buffer.alloc(0),
      size: found.size ?? 0,
      receivedAt: found.internalDate ? new Date(found.internalDate) : null,
    };
  }

  /** @throws when the answer is larger than any mail needs: the connection is then lost */
  async shape(uid: number): Promise<MailShape> {
    const found = await this.client.fetchOne(String(uid), { envelope: true, bodyStructure: true }, { uid: true });
    return found
      ? { envelope: found.envelope, structure: found.bodyStructure }
      : { envelope: undefined, structure: undefined };
  }

  /** A part without its transfer encoding; texts come in UTF-8. @param most bytes that are fetched */
  async part(uid: number, number: string, most: number): Promise<Readable | null> {
    const { content } = await this.client.download(String(uid), number, { uid: true, maxBytes: most });
    return content ?? null;
  }

  /**
   * Puts recorded mails into the folder for them, where that can be; else they stay, and are passed over.
   *
   * @returns false when it has just turned out that they stay
   */
  async putAway(uids: readonly number[]): Promise<boolean> {
    if (uids.length === 0 || !this.canMove) return true;
    const range = uids.join(',');
    if (await this.move(range)) return true;
    this.canMove = false;
    await this.client.messageFlagsAdd(range, ['\\Seen'], { uid: true });
    return false;
  }

  private async move(range: string): Promise<boolean> {
    try {
      if (await this.client.messageMove(range, this.doneFolder, { uid: true })) return true;
      await this.client.mailboxCreate(this.doneFolder);
      return (await this.client.messageMove(range, this.doneFolder, { uid: true })) !== false;
    } catch (error) {
      if (this.ended || !this.client.usable) throw error;
      return false;
    }
  }

  /** Resolves when something came, the time is over or the connection is. */
  async wait(milliseconds: number): Promise<void> {
    if (this.news || this.ended) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  get isOpen(): boolean {
    return !this.ended && this.client.usable;
  }

  close(): void {
    this.end();
    this.client.close();
  }

  private tell(): void {
    this.news = true;
    this.wake();
  }

  private end(): void {
    this.ended = true;
    this.wake();
  }
}
