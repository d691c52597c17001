import { Inject, Injectable } from '@nestjs/common';
import {
  type Attachment,
  type CommandBody,
  type CommandName,
  type CommandResult,
  type EventPayload,
  Refusal,
  type UploadProgress,
} from '#libs/contracts';
import { Database, audit, execute, isUniqueViolation, maybeOne } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { type NewEntry, eventOf, saidOf, step } from '../incidents/incident.step.js';
import { attachmentName } from '../mailbox/attachment.name.js';
import { type Held, amountOf, held, insertAttachment, requireReason } from './attachment.store.js';
import { addLine, sideOf } from './custody.js';
import { DownloadService } from './download.service.js';
import { Vault } from './store/vault.js';

const BEGIN = 'incident.attachment.begin';
const FINISH = 'incident.attachment.finish';
const OPEN = 'incident.attachment.open';
const HAND_OVER = 'incident.attachment.hand-over';
const SEAL = 'incident.attachment.seal';
const DESTROY = 'incident.attachment.destroy';

type One = { incidentId: string; attachmentId: string };
type Change = EventPayload<'incident.attachment-changed'>['change'];

interface Subject {
  facilityId: string;
  kind: string;
}

/** The records of files: what becomes of one stands in the incident's journal, in its own chain of custody, and is said. */
@Injectable()
export class AttachmentService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(DownloadService) private readonly downloads: DownloadService,
  ) {}

  /** @throws Refusal('too-large'), Refusal('attachment-count'), Refusal('attachment-room'), Refusal('attachments-full') before a byte is sent */
  async begin(body: CommandBody<typeof BEGIN>, context: CommandContext): Promise<UploadProgress> {
    const { id, incidentId, size } = body;
    const { keys, maxBytes } = this.vault.on;
    const side = sideOf(context);
    if (side === 'facility' && body.visibility === 'agency') throw new Refusal('forbidden');
    const { wrapped } = keys.fresh(id);
    const request = requestOf(BEGIN, body, context);
    try {
      return await this.database.idempotentTransaction(context.scope, request, async (tx) => {
        const { facilityId, kind } = await lockIncident(tx, incidentId);
        if (size > maxBytes) throw new Refusal('too-large');
        await this.requireRoom(tx, incidentId, facilityId, size);
        const at = this.clock.instant();
        const { name: originalName, purpose, tlp, visibility } = body;
        const name = attachmentName(originalName, 1);
        const said = { name, originalName, purpose, tlp, visibility, size };
        const of = { id, incidentId, facilityId, kind, side, by: context.actor.id, at };
        await insertAttachment(tx, { ...of, ...said, ...wrapped });
        audit(tx, auditOf(BEGIN, context, { type: 'attachment', id, facilityId, details: { incidentId, size } }));
        return { attachmentId: id, offset: 0, size };
      });
    } catch (error) {
      throw isUniqueViolation(error, 'attachment_pkey') ? new Refusal('already-exists') : error;
    }
  }

  /** Of a file that is whole in the store. */
  finish(body: One, context: CommandContext): Promise<Attachment> {
    return this.once(FINISH, body, context, async (tx, file, at) => {
      if (file.state !== 'uploading') return file;
      if (file.sha256 === null) await this.vault.requireWhole(file);
      await execute(tx, `UPDATE attachment SET state = 'stored', stored_at = $2, scan_at = $2 WHERE id = $1`, [
        file.id,
        at,
      ]);
      await addLine(tx, file, { at, action: 'attached', reason: file.purpose }, context);
      const details = { size: file.size, sha256: file.sha256 };
      const entry = { type: 'attachment-added', text: file.name, details } as const;
      await this.tell(tx, file, at, FINISH, 'attached', entry, context);
      return { ...file, state: 'stored', storedAt: at };
    });
  }

  /** @throws as `requireReason`; Refusal('attachment-damaged') */
  async open(body: CommandBody<typeof OPEN>, context: CommandContext): Promise<CommandResult<typeof OPEN>> {
    await this.downloads.requireReadable(
      await this.database.transaction(context.scope, async (tx) => {
        const file = await held(tx, body, context);
        await this.requireBytes(file);
        requireReason(file, body.reason, context);
        return file;
      }),
    );
    const request = requestOf(OPEN, body, context);
    return this.database.idempotentTransaction(context.scope, request, async (tx) => {
      const file = await held(tx, body, context);
      await this.requireBytes(file);
      requireReason(file, body.reason, context);
      const at = this.clock.instant();
      const line = { at, action: 'downloaded', reason: body.reason, result: file.verdict } as const;
      const { id: downloadId } = await addLine(tx, file, line, context);
      this.note(tx, OPEN, file, { downloadId, verdict: file.verdict }, context);
      return { downloadId, name: file.name, size: file.size };
    });
  }

  handOver(body: CommandBody<typeof HAND_OVER>, context: CommandContext): Promise<CommandResult<typeof HAND_OVER>> {
    return this.once(HAND_OVER, body, context, async (tx, file, at) => {
      await this.requireBytes(file);
      const { recipient, reason } = body;
      const line = await addLine(tx, file, { at, action: 'handed-over', recipient, reason }, context);
      const entry = { type: 'attachment-handed-over', text: `${file.name} : ${recipient}`, details: {} } as const;
      await this.tell(tx, file, at, HAND_OVER, 'handed-over', entry, context);
      return line;
    });
  }

  /** @throws Refusal('state-conflict') for one that is sealed already */
  seal(body: CommandBody<typeof SEAL>, context: CommandContext): Promise<Attachment> {
    return this.once(SEAL, body, context, async (tx, file, at) => {
      await this.requireBytes(file);
      if (file.sealedAt !== null) throw new Refusal('state-conflict', { state: 'sealed' });
      await execute(tx, 'UPDATE attachment SET sealed_at = $2 WHERE id = $1', [file.id, at]);
      await addLine(tx, file, { at, action: 'sealed', reason: body.reason }, context);
      await this.tell(tx, file, at, SEAL, 'sealed', { type: 'attachment-sealed', text: file.name }, context);
      return { ...file, sealedAt: at };
    });
  }

  /** @throws Refusal('attachment-sealed') */
  async destroy(body: CommandBody<typeof DESTROY>, context: CommandContext): Promise<Attachment> {
    const destroyed = await this.once(DESTROY, body, context, async (tx, file, at): Promise<Held> => {
      await this.requireBytes(file);
      if (file.sealedAt !== null) throw new Refusal('attachment-sealed');
      await execute(tx, `UPDATE attachment SET state = 'destroyed', key_id = NULL, wrapped_key = NULL WHERE id = $1`, [
        file.id,
      ]);
      await addLine(tx, file, { at, action: 'destroyed', reason: body.reason }, context);
      await this.tell(tx, file, at, DESTROY, 'destroyed', { type: 'attachment-destroyed', text: file.name }, context);
      return { ...file, state: 'destroyed' };
    });
    // Without its key it cannot be read; what a crash leaves of it the sweep removes.
    await this.vault.remove(destroyed.id);
    return destroyed;
  }

  private async requireRoom(tx: EntityManager, incidentId: string, facilityId: string, size: number): Promise<void> {
    const { maxCount, facilityBytes } = this.vault.on;
    const { count, bytes } = await amountOf(tx, incidentId, facilityId);
    if (count >= maxCount) throw new Refusal('attachment-count', { count });
    if (bytes + size > facilityBytes) throw new Refusal('attachment-room');
    await this.vault.requireRoom(size);
  }

  private async requireBytes(file: Held): Promise<void> {
    if (file.state === 'destroyed') throw new Refusal('attachment-destroyed');
    await this.vault.requireWhole(file);
  }

  private once<Name extends typeof FINISH | typeof HAND_OVER | typeof SEAL | typeof DESTROY, T extends object>(
    name: Name,
    body: One,
    context: CommandContext,
    work: (tx: EntityManager, file: Held, at: string) => Promise<T>,
  ): Promise<T> {
    return this.database.idempotentTransaction(context.scope, requestOf(name, body, context), async (tx) => {
      await lockIncident(tx, body.incidentId);
      const file = await held(tx, body, context, 'FOR UPDATE');
      const done = await work(tx, file, this.clock.instant());
      return 'facilityId' in done ? withoutFacility(done) : done;
    });
  }

  /** In the journal, in the audit, and to whom it concerns. */
  private async tell(
    tx: EntityManager,
    file: Held,
    at: string,
    action: CommandName,
    change: Change,
    { type, text, details = {} }: Pick<NewEntry, 'type' | 'text' | 'details'>,
    context: CommandContext,
  ): Promise<void> {
    const { id: attachmentId, incidentId, visibility, tlp } = file;
    const entry: NewEntry = { type, text, details: { attachmentId, ...details }, visibility, tlp };
    const stepped = await step(tx, context, at, incidentId, entry);
    this.note(tx, action, file, {}, context);
    this.outbox.emit(tx, {
      ...eventOf(stepped, context),
      type: 'incident.attachment-changed',
      payload: { ...saidOf(stepped), attachmentId, change, visibility },
    });
  }

  private note(
    tx: EntityManager,
    action: CommandName,
    { id, incidentId, facilityId }: Held,
    details: Record<string, unknown>,
    context: CommandContext,
  ): void {
    audit(tx, auditOf(action, context, { type: 'attachment', id, facilityId, details: { incidentId, ...details } }));
  }
}

/** So that files are counted one after the other, and a step of the incident waits for no other way round. */
async function lockIncident(tx: EntityManager, incidentId: string): Promise<Subject> {
  const found = await maybeOne<Subject>(
    tx,
    'SELECT facility_id AS "facilityId", kind FROM incident WHERE id = $1 FOR UPDATE',
    [incidentId],
  );
  if (!found) throw new Refusal('not-found');
  return found;
}

function withoutFacility<T extends object>(file: T): T {
  const { facilityId: _, ...told } = file as T & { facilityId?: string };
  return told as T;
}
