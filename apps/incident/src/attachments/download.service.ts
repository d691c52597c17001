import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, Refusal } from '#libs/contracts';
import { Database, audit, maybeOne } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock, Logger } from '#libs/platform';
import { auditOf, requestOf } from '../acting.js';
import { type Held, type Opening, held, openingOf, requireReason } from './attachment.store.js';
import { addLine } from './custody.js';
import { heldOfMail } from './mail-files/mail-file.store.js';
import { KeyUnknown } from './store/master-keys.js';
import { Damaged, type SealedFile, hashSealed, readSealed } from './store/sealed-file.js';
import { Vault } from './store/vault.js';

const VERIFY = 'incident.attachment.verify';
/** Milliseconds in which bytes that were asked for must be fetched. */
const VALID = 10 * 60_000;
/** Files that are hashed side by side, each for some seconds of disk and processor, and when to ask again. */
const HASHING = { atOnce: 4, seconds: 10 };

/** A file on its way out. */
export interface Download {
  name: string;
  size: number;
  bytes: AsyncGenerator<Buffer>;
}

/** On an incident, or beside a mail. */
type Asked = { attachmentId: string; downloadId: string } & ({ incidentId: string } | { mailDraftId: string });

/** Reads files back: for whoever has asked, and to compare. */
@Injectable()
export class DownloadService {
  private hashing = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** What `incident.attachment.open` has noted, by who asked. @throws Refusal('not-found') when that is not so, or too long ago */
  async fetch(ids: Asked, context: CommandContext): Promise<Download> {
    const since = new Date(this.clock.now().getTime() - VALID);
    const by = context.scope.kind === 'facility' ? 'facility_by' : 'agency_by';
    const file = await this.database.transaction(context.scope, async (tx) => {
      const found = 'mailDraftId' in ids ? await heldOfMail(tx, ids) : await held(tx, ids, context);
      const asked = await maybeOne<{ reason: string | null }>(
        tx,
        `SELECT reason FROM custody WHERE id = $1 AND attachment_id = $2 AND action = 'downloaded' AND ${by} = $3 AND at > $4`,
        [ids.downloadId, found.id, context.actor.id, since],
      );
      if (!asked) throw new Refusal('not-found');
      // What was clean may have been found infected since, with newer signatures.
      requireReason(found, asked.reason, context);
      return found;
    });
    return { name: file.name, size: file.size, bytes: readSealed(await this.opened(file)) };
  }

  /** What is stored, for who reads it in the service's own name. @throws Refusal('attachment-destroyed'), Refusal('attachment-damaged') without its master key */
  async opened(file: Pick<Held, 'id'>): Promise<SealedFile> {
    const opening = await this.database.transaction({ kind: 'system' }, (tx) => openingOf(tx, file.id));
    if (!opening) throw new Refusal('attachment-destroyed');
    return this.sealed(file.id, opening);
  }

  /** Before a person is told that they may have it: what is not there or does not open is not noted as fetched. @throws Refusal('attachment-damaged') */
  async requireReadable(file: Pick<Held, 'id'>): Promise<void> {
    const bytes = readSealed(await this.opened(file));
    try {
      await bytes.next();
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.logger.error({ attachmentId: file.id }, 'a stored attachment cannot be read');
      throw new Refusal('attachment-damaged');
    } finally {
      await bytes.return(undefined);
    }
  }

  /** Hashes what is stored, and notes whether it is what was received. @throws Refusal('too-many-requests') while others are */
  async verify(body: CommandBody<typeof VERIFY>, context: CommandContext): Promise<CommandResult<typeof VERIFY>> {
    const file = await this.database.transaction(context.scope, (tx) => held(tx, body, context));
    await this.vault.requireWhole(file);
    const sha256 = await this.hash(file);
    const intact = sha256 === file.sha256;
    if (!intact) this.logger.error({ attachmentId: file.id }, 'a stored attachment is not what was received');
    return this.database.idempotentTransaction(context.scope, requestOf(VERIFY, body, context), async (tx) => {
      const at = this.clock.instant();
      await addLine(tx, file, { at, action: 'verified', result: intact ? 'intact' : 'damaged' }, context);
      const { id, facilityId, incidentId } = file;
      audit(tx, auditOf(VERIFY, context, { type: 'attachment', id, facilityId, details: { incidentId, intact } }));
      return { intact, sha256 };
    });
  }

  /** @returns null when it cannot be read to its end */
  private async hash(file: Held): Promise<string | null> {
    if (this.hashing >= HASHING.atOnce) throw new Refusal('too-many-requests', { seconds: HASHING.seconds });
    this.hashing += 1;
    try {
      return (await hashSealed(await this.opened(file))).toString('hex');
    } catch (error) {
      if (error instanceof Damaged) return null;
      throw error;
    } finally {
      this.hashing -= 1;
    }
  }

  private sealed(fileId: string, opening: Opening): SealedFile {
    return { path: this.vault.path(fileId), fileId, key: this.keyOf(fileId, opening), size: opening.size };
  }

  private keyOf(fileId: string, opening: Opening): Buffer {
    try {
      return this.vault.on.keys.unwrap(opening, fileId);
    } catch (err) {
      if (!(err instanceof KeyUnknown)) throw err;
      this.logger.error({ err, attachmentId: fileId }, 'no master key opens a stored attachment');
      throw new Refusal('attachment-damaged');
    }
  }
}
