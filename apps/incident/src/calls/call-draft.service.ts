import { Inject, Injectable } from '@nestjs/common';
import {
  CALL_DRAFT_DAYS,
  type CallDraft,
  type CallDraftSummary,
  type CommandBody,
  type CommandName,
  type CommandResult,
  Refusal,
} from '#libs/contracts';
import { Database, audit, execute, maybeOne, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditOf, requestOf } from '../acting.js';

const KEEP = 'incident.call-draft.keep';
const TAKE_OVER = 'incident.call-draft.take-over';
const DISCARD = 'incident.call-draft.discard';

const DAY = 86_400_000;
const SUMMARY = `id AS "callDraftId", version, facility_id AS "facilityId", caller, held_by AS "heldBy", started_at AS "startedAt",
  kept_at AS "keptAt"`;
const OPEN = `state = 'open' AND kept_at > $1`;

type Stored<T> = Omit<T, 'startedAt' | 'keptAt'> & { startedAt: Date; keptAt: Date };
interface Held {
  state: 'open' | 'recorded' | 'discarded';
  version: number;
  heldBy: string;
  facilityId: string | null;
}

/** Calls that the agency is typing: whoever holds one keeps it, anybody else may take it over. */
@Injectable()
export class CallDraftService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('call-taken-over'), Refusal('call-ended'), Refusal('call-kept-elsewhere') for a base that is not the last version */
  keep(body: CommandBody<typeof KEEP>, context: CommandContext): Promise<CommandResult<typeof KEEP>> {
    const { callDraftId, base, facilityId, caller, answers } = body;
    return this.database.idempotentTransaction(context.scope, requestOf(KEEP, body, context), async (tx) => {
      const at = this.clock.instant();
      if (base === 0) await this.begin(tx, body, at, context);
      else {
        const held = await this.lock(tx, callDraftId);
        requireHolder(held, context);
        if (held.version !== base) throw new Refusal('call-kept-elsewhere');
        await execute(
          tx,
          'UPDATE call_draft SET version = $2, facility_id = $3, caller = $4, answers = $5, kept_at = $6 WHERE id = $1',
          [callDraftId, base + 1, facilityId, caller, answers, at],
        );
      }
      return { callDraftId, version: base + 1, keptAt: at };
    });
  }

  list({ scope }: CommandContext): Promise<CommandResult<'incident.call-draft.list'>> {
    return this.database.transaction(scope, async (tx) => {
      const found = await rows<Stored<CallDraftSummary>>(
        tx,
        `SELECT ${SUMMARY} FROM call_draft WHERE ${OPEN} ORDER BY kept_at DESC, id DESC LIMIT 200`,
        [this.oldest()],
      );
      return { items: found.map(told) };
    });
  }

  /** @throws Refusal('not-found') also for a call that has ended */
  get(callDraftId: string, { scope }: CommandContext): Promise<CallDraft> {
    return this.database.transaction(scope, async (tx) => {
      const row = await maybeOne<Stored<CallDraft>>(
        tx,
        `SELECT ${SUMMARY}, answers FROM call_draft WHERE ${OPEN} AND id = $2`,
        [this.oldest(), callDraftId],
      );
      if (!row) throw new Refusal('not-found');
      return told(row);
    });
  }

  /** @throws Refusal('not-found'), Refusal('call-ended') */
  takeOver(body: CommandBody<typeof TAKE_OVER>, context: CommandContext): Promise<CommandResult<typeof TAKE_OVER>> {
    const { callDraftId } = body;
    return this.database.idempotentTransaction(context.scope, requestOf(TAKE_OVER, body, context), async (tx) => {
      const held = await this.lock(tx, callDraftId);
      const version = held.version + 1;
      await execute(tx, 'UPDATE call_draft SET version = $2, held_by = $3 WHERE id = $1', [
        callDraftId,
        version,
        context.actor.id,
      ]);
      note(tx, TAKE_OVER, callDraftId, held.facilityId, context, { from: held.heldBy });
      return { callDraftId, version };
    });
  }

  /** @throws Refusal('not-found'), Refusal('call-ended'), Refusal('call-taken-over') for who does not hold it */
  discard(body: CommandBody<typeof DISCARD>, context: CommandContext): Promise<CommandResult<typeof DISCARD>> {
    const { callDraftId, reason } = body;
    return this.database.idempotentTransaction(context.scope, requestOf(DISCARD, body, context), async (tx) => {
      const held = await this.lock(tx, callDraftId);
      requireHolder(held, context);
      await end(tx, callDraftId, 'discarded', reason);
      note(tx, DISCARD, callDraftId, held.facilityId, context);
      return { callDraftId };
    });
  }

  /** In the transaction that records the declaration. What was never kept here is no matter. @throws Refusal('call-taken-over') */
  async close(tx: EntityManager, callDraftId: string, facilityId: string, context: CommandContext): Promise<void> {
    const held = await find(tx, callDraftId);
    if (held?.state !== 'open') return;
    requireHolder(held, context);
    await end(tx, callDraftId, 'recorded', null);
    note(tx, 'incident.declaration.record', callDraftId, facilityId, context);
  }

  /** A new call also removes those that are too old. */
  private async begin(
    tx: EntityManager,
    { callDraftId, facilityId, caller, answers }: CommandBody<typeof KEEP>,
    at: string,
    context: CommandContext,
  ): Promise<void> {
    await execute(tx, 'DELETE FROM call_draft WHERE kept_at <= $1', [this.oldest()]);
    const begun = await rows(
      tx,
      `INSERT INTO call_draft (id, facility_id, caller, answers, held_by, started_at, kept_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (id) DO NOTHING RETURNING id`,
      [callDraftId, facilityId, caller, answers, context.actor.id, at],
    );
    if (begun.length === 0) {
      requireHolder(await this.lock(tx, callDraftId), context);
      throw new Refusal('call-kept-elsewhere');
    }
    note(tx, KEEP, callDraftId, facilityId, context);
  }

  private async lock(tx: EntityManager, callDraftId: string): Promise<Held> {
    const held = await find(tx, callDraftId);
    if (!held) throw new Refusal('not-found');
    if (held.state !== 'open') throw new Refusal('call-ended');
    return held;
  }

  private oldest(): Date {
    return new Date(this.clock.now().getTime() - CALL_DRAFT_DAYS * DAY);
  }
}

const find = (tx: EntityManager, callDraftId: string): Promise<Held | undefined> =>
  maybeOne<Held>(
    tx,
    'SELECT state, version, held_by AS "heldBy", facility_id AS "facilityId" FROM call_draft WHERE id = $1 FOR UPDATE',
    [callDraftId],
  );

function requireHolder({ heldBy }: Held, { actor }: CommandContext): void {
  if (heldBy !== actor.id) throw new Refusal('call-taken-over');
}

async function end(tx: EntityManager, id: string, state: Held['state'], reason: string | null): Promise<void> {
  await execute(tx, `UPDATE call_draft SET state = $2, reason = $3, answers = '', caller = '' WHERE id = $1`, [
    id,
    state,
    reason,
  ]);
}

function note(
  tx: EntityManager,
  action: CommandName,
  id: string,
  facilityId: string | null,
  context: CommandContext,
  details?: Record<string, unknown>,
): void {
  const of = facilityId === null ? {} : { facilityId };
  audit(tx, auditOf(action, context, { type: 'call-draft', id, ...of, kind: 'real', details }));
}

function told<T extends { startedAt: Date; keptAt: Date }>(row: T) {
  return { ...row, startedAt: row.startedAt.toISOString(), keptAt: row.keptAt.toISOString() };
}
