import { Inject, Injectable } from '@nestjs/common';
import { CUSTODY_TOLD, type CommandBody, type CommandResult, Refusal, type UploadProgress } from '#libs/contracts';
import { Database, type DatabaseScope, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { readCursor, writeCursor } from '../paging/cursor.js';
import {
  type AttachmentRow,
  type CustodyRow,
  attachmentColumns,
  custodyColumns,
  ownUpload,
  toAttachment,
  toLine,
} from './attachment.row.js';
import { held } from './attachment.store.js';
import { Vault } from './store/vault.js';

type Name<Verb extends string> = `incident.attachment.${Verb}`;

@Injectable()
export class AttachmentReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  list(
    { incidentId, cursor, limit }: CommandBody<Name<'list'>>,
    { scope, actor }: CommandContext,
  ): Promise<CommandResult<Name<'list'>>> {
    const after = readCursor(cursor);
    const { maxBytes, maxCount } = this.vault.on;
    return this.database.transaction(scope, async (tx) => {
      if (!(await maybeOne(tx, 'SELECT id FROM incident WHERE id = $1', [incidentId]))) throw new Refusal('not-found');
      const where = `incident_id = $1 AND (state <> 'uploading' OR ${ownUpload(scope, '$2::uuid')})`;
      const { total } = await one<{ total: number }>(
        tx,
        `SELECT count(*)::int AS total FROM attachment WHERE ${where}`,
        [incidentId, actor.id],
      );
      const found = await rows<AttachmentRow>(
        tx,
        `SELECT ${attachmentColumns(scope)} FROM attachment WHERE ${where}
         AND (begun_at, id) < (coalesce($3, 'infinity'::timestamptz), coalesce($4, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
         ORDER BY begun_at DESC, id DESC LIMIT $5`,
        [incidentId, actor.id, after?.at ?? null, after?.id ?? null, limit + 1],
      );
      const items = found.slice(0, limit).map(toAttachment);
      const last = items.at(-1);
      const isMore = found.length > limit && last !== undefined;
      const next = isMore ? writeCursor({ at: last.begunAt, id: last.id, total }) : null;
      return { items, next, total, maxBytes, maxCount };
    });
  }

  get(body: CommandBody<Name<'get'>>, context: CommandContext): Promise<CommandResult<Name<'get'>>> {
    const { scope } = context;
    return this.database.transaction(scope, async (tx) => {
      const { facilityId: _, ...attachment } = await held(tx, body, context);
      return { attachment, ...(await custodyOf(tx, scope, attachment.id)) };
    });
  }

  async progress(body: CommandBody<Name<'progress'>>, context: CommandContext): Promise<UploadProgress> {
    const file = await this.database.transaction(context.scope, (tx) => held(tx, body, context));
    const { id: attachmentId, size } = file;
    if (file.state === 'destroyed') throw new Refusal('attachment-destroyed');
    return { attachmentId, size, offset: file.sha256 === null ? await this.vault.offset(attachmentId) : size };
  }
}

type Custody = Omit<CommandResult<Name<'get'>>, 'attachment'>;

/** A file that was fetched very often has the first and the last lines; what is counted is counted in all of them. */
async function custodyOf(tx: EntityManager, scope: DatabaseScope, attachmentId: string): Promise<Custody> {
  const part = (order: 'ASC' | 'DESC') =>
    `(SELECT ${custodyColumns(scope)} FROM custody WHERE attachment_id = $1 ORDER BY at ${order}, id ${order} LIMIT ${CUSTODY_TOLD})`;
  const found = await rows<CustodyRow>(tx, `${part('ASC')} UNION ${part('DESC')} ORDER BY at, id`, [attachmentId]);
  const { total, wasClean, fetched } = await one<{ total: number; wasClean: boolean | null; fetched: number }>(
    tx,
    `SELECT count(*)::int AS total, bool_or(action = 'scanned' AND result = 'clean') AS "wasClean",
       (count(*) FILTER (WHERE action = 'downloaded' AND result = 'clean'))::int AS fetched
     FROM custody WHERE attachment_id = $1`,
    [attachmentId],
  );
  const custodyOmitted = total - found.length;
  return { custody: found.map(toLine), custodyOmitted, fetchedAsClean: wasClean ? fetched : null };
}
