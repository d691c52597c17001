import { Readable } from 'node:stream';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, audit } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Clock, Logger, Rounds } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, ownActing } from '../../acting.js';
import { eventOf, saidOf, step } from '../../incidents/incident.step.js';
import { ATTACHMENTS, type AttachmentSettings } from '../attachment.settings.js';
import { addLine } from '../custody.js';
import { Vault } from '../store/vault.js';
import { UploadReceiver } from '../upload.receiver.js';
import {
  type Claimed,
  type Kept,
  announce,
  bind,
  claimKept,
  claimed,
  forgetHash,
  keepStored,
  pieceOf,
  putOff,
} from './mail-file.store.js';

const SYSTEM = { kind: 'system' } as const;
/** Milliseconds between two looks at what came. */
const ROUNDS = { interval: 2_000, pause: 100 };
/** Milliseconds after which another process may go on with a file, and after which one that failed is tried again. */
const AGAIN = { lease: 10_000, failed: 60_000 };

/**
 * Takes what came with mails out of the database into the attachment store, where it is scanned as every file is, and attaches it to the
 * incident that is declared from its mail. Each of the two is one transaction: after a crash it is done again, or was done.
 */
@Injectable()
export class MailFileMover implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Rounds({ work: () => this.round(), ...ROUNDS });

  constructor(
    @Inject(ATTACHMENTS) private readonly settings: AttachmentSettings | null,
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(UploadReceiver) private readonly uploads: UploadReceiver,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings) this.rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> | void {
    if (this.settings) return this.rounds.stop();
  }

  private async round(): Promise<void> {
    try {
      for (let kept = await this.claim(); kept; kept = await this.claim()) await this.move(kept);
      for (const file of await this.database.transaction(SYSTEM, (tx) => claimed(tx))) await this.attach(file);
    } catch (err) {
      this.logger.warn({ err }, 'what came with mails could not be stored; it will be soon');
    }
  }

  private claim(): Promise<Kept | undefined> {
    return this.database.transaction(SYSTEM, (tx) => claimKept(tx, this.clock.now(), this.after(AGAIN.lease)));
  }

  /** One that fails holds up no other, and stays where it is. */
  private async move(kept: Kept): Promise<void> {
    try {
      await this.store(kept);
    } catch (err) {
      this.logger.error({ err, attachmentId: kept.id }, 'what came with a mail could not be stored; it is tried again');
      await this.database.transaction(SYSTEM, (tx) => putOff(tx, kept.id, this.after(AGAIN.failed)));
    }
  }

  private async store(kept: Kept): Promise<void> {
    const { id, size } = kept;
    const sealed = { ...this.vault.on.keys.fresh(id).wrapped, at: this.clock.instant() };
    let sha256 = await this.database.transaction(SYSTEM, (tx) => announce(tx, kept, sealed));
    let offset = await this.vault.offset(id);
    // A crash has left the hash of what is not there, or no more.
    if (sha256 !== null && offset < size) [sha256, offset] = [await this.startAnew(id), 0];
    const expected = { id, size, sha256 };
    if (offset === size) await this.uploads.makeUp(expected);
    else {
      await this.vault.requireRoom(size - offset);
      await this.uploads.take(expected, offset, Readable.from(this.piecesOf(id, offset)));
    }
    const isStored = await this.database.transaction(SYSTEM, (tx) => this.keep(tx, kept));
    if (isStored) return;
    await this.startAnew(id);
    throw new Error('the store held something else than the mail');
  }

  private async startAnew(id: string): Promise<null> {
    await this.database.transaction(SYSTEM, (tx) => forgetHash(tx, id));
    await this.vault.remove(id);
    return null;
  }

  /** From an offset on. */
  private async *piecesOf(id: string, offset: number): AsyncGenerator<Buffer> {
    let passed = 0;
    for (let number = 1; ; number += 1) {
      const piece = await this.database.transaction(SYSTEM, (tx) => pieceOf(tx, id, number));
      if (!piece) return;
      const rest = piece.subarray(Math.max(0, offset - passed));
      if (rest.length > 0) yield rest;
      passed += piece.length;
    }
  }

  private async keep(tx: EntityManager, kept: Kept): Promise<boolean> {
    const at = this.clock.instant();
    if (!(await keepStored(tx, kept, at))) return false;
    const { id, mailDraftId, purpose } = kept;
    const ofAgency = { id, facilityId: null, visibility: 'agency' };
    await addLine(tx, ofAgency, { at, action: 'attached', reason: purpose }, null);
    const record = { type: 'attachment', id, details: { mailDraftId } } as const;
    audit(tx, auditOf('incident.attachment.store-mail', ownActing(), record));
    return true;
  }

  private attach({ id, incidentId, by }: Claimed): Promise<void> {
    return this.database.transaction(SYSTEM, async (tx) => {
      const file = await bind(tx, { id, incidentId });
      if (!file) return;
      const { visibility, name, size, sha256, facilityId, kind } = file;
      const own = ownActing();
      // Whoever declared from the mail has attached what came with it.
      const acting = { ...own, actor: { ...own.actor, id: by } };
      const details = { attachmentId: id, size, sha256, source: 'mail' };
      const entry = { type: 'attachment-added', visibility, text: name, details } as const;
      const stepped = await step(tx, acting, this.clock.instant(), incidentId, entry);
      const record = { type: 'attachment', id, facilityId, kind, details: { incidentId } } as const;
      audit(tx, auditOf('incident.attachment.attach-mail', own, record));
      this.outbox.emit(tx, {
        ...eventOf(stepped, acting),
        type: 'incident.attachment-changed',
        payload: { ...saidOf(stepped), attachmentId: id, change: 'attached', visibility },
      });
    });
  }

  private after(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }
}
