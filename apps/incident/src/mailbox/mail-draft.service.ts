import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, type MailDraft, Refusal } from '#libs/contracts';
import { Database, audit, execute, maybeOne, one, rows } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';
import { readCursor, writeCursor } from '../paging/cursor.js';
import {
  ATTACHMENTS,
  DETAIL,
  type DetailRow,
  SUMMARY,
  type SummaryRow,
  toDraft,
  toMailAttachment,
  toSummary,
} from './mail-draft.row.js';

const DISMISS = 'incident.mail-draft.dismiss';
type Dismissed = CommandResult<typeof DISMISS>;

const PAGE = `
  SELECT ${SUMMARY} FROM mail_draft
  WHERE ($1::text[] IS NULL OR state = ANY($1)) AND (received_at, id) < (coalesce($2, 'infinity'::timestamptz), coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
  ORDER BY received_at DESC, id DESC LIMIT $4`;

/** What the agency does with the mails that came. */
@Injectable()
export class MailDraftService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Newest first. */
  list(
    { state, cursor, limit }: CommandBody<'incident.mail-draft.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'incident.mail-draft.list'>> {
    const after = readCursor(cursor);
    return this.database.transaction(scope, async (tx) => {
      const total = after?.total ?? (await count(tx, state ?? null));
      const found = await rows<SummaryRow>(tx, PAGE, [state ?? null, after?.at ?? null, after?.id ?? null, limit + 1]);
      const items = found.slice(0, limit).map(toSummary);
      const last = items.at(-1);
      const next = found.length > limit && last ? writeCursor({ at: last.receivedAt, id: last.id, total }) : null;
      return { items, next, total };
    });
  }

  get(mailDraftId: string, { scope }: CommandContext): Promise<MailDraft> {
    return this.database.transaction(scope, async (tx) => {
      const row = await maybeOne<DetailRow>(tx, `SELECT ${DETAIL} FROM mail_draft WHERE id = $1`, [mailDraftId]);
      if (!row) throw new Refusal('not-found');
      const attached = await rows<Parameters<typeof toMailAttachment>[0]>(tx, ATTACHMENTS, [mailDraftId]);
      return toDraft(row, attached.map(toMailAttachment));
    });
  }

  dismiss(body: CommandBody<typeof DISMISS>, context: CommandContext): Promise<Dismissed> {
    const { mailDraftId, reason } = body;
    return this.database.idempotentTransaction(context.scope, requestOf(DISMISS, body, context), async (tx) => {
      const version = await this.lock(tx, mailDraftId);
      await execute(
        tx,
        `UPDATE mail_draft SET state = 'dismissed', version = $2, decided_at = $3, decided_by = $4, reason = $5 WHERE id = $1`,
        [mailDraftId, version, this.clock.now(), context.actor.id, reason],
      );
      audit(tx, auditOf(DISMISS, context, { type: 'mail-draft', id: mailDraftId, kind: 'real' }));
      this.tell(tx, mailDraftId, version, 'dismissed', context);
      return { mailDraftId, state: 'dismissed' };
    });
  }

  /** In the transaction that records the declaration which was written from the mail. @throws Refusal('not-found'), Refusal('mail-handled') */
  async accept(
    tx: EntityManager,
    mailDraftId: string,
    incident: { id: string; facilityId: string },
    context: CommandContext,
  ): Promise<void> {
    const version = await this.lock(tx, mailDraftId);
    await execute(
      tx,
      `UPDATE mail_draft SET state = 'accepted', version = $2, decided_at = $3, decided_by = $4, incident_id = $5, facility_id = $6
       WHERE id = $1`,
      [mailDraftId, version, this.clock.now(), context.actor.id, incident.id, incident.facilityId],
    );
    this.tell(tx, mailDraftId, version, 'accepted', context);
  }

  /** Whom to tell that it came. @throws Refusal('not-found') also when nobody is to be told */
  async sender(mailDraftId: string, { scope }: CommandContext): Promise<CommandResult<'incident.mail-draft.sender'>> {
    const row = await this.database.transaction(scope, (tx) =>
      maybeOne<Omit<CommandResult<'incident.mail-draft.sender'>, 'receivedAt'> & { receivedAt: Date }>(
        tx,
        `SELECT answer_address AS email, message_id AS "inReplyTo", received_at AS "receivedAt", guess_territory AS territory,
           'oversize' = ANY(marks) AS oversize
         FROM mail_draft WHERE id = $1 AND answer_address IS NOT NULL`,
        [mailDraftId],
      ),
    );
    if (!row) throw new Refusal('not-found');
    return { ...row, receivedAt: row.receivedAt.toISOString() };
  }

  /** @returns the version that the draft gets */
  private async lock(tx: EntityManager, mailDraftId: string): Promise<number> {
    const found = await maybeOne<{ state: string; version: number }>(
      tx,
      'SELECT state, version FROM mail_draft WHERE id = $1 FOR UPDATE',
      [mailDraftId],
    );
    if (!found) throw new Refusal('not-found');
    if (found.state !== 'new') throw new Refusal('mail-handled');
    return found.version + 1;
  }

  private tell(
    tx: EntityManager,
    mailDraftId: string,
    version: number,
    state: 'accepted' | 'dismissed',
    { actor, traceId }: CommandContext,
  ): void {
    const payload = { mailDraftId, state };
    const about = { aggregateId: mailDraftId, version, kind: 'real' as const, actorId: actor.id, traceId };
    this.outbox.emit(tx, { type: 'mail.handled', ...about, payload });
  }
}

async function count(tx: EntityManager, state: readonly string[] | null): Promise<number> {
  const { total } = await one<{ total: number }>(
    tx,
    'SELECT count(*)::int AS total FROM mail_draft WHERE $1::text[] IS NULL OR state = ANY($1)',
    [state],
  );
  return total;
}
