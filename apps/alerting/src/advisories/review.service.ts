import { Inject, Injectable } from '@nestjs/common';
import { type AudienceMember, type CommandBody, type CommandResult, Refusal } from '#libs/contracts';
import { Database } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { AudienceService } from '../audiences/audience.service.js';
import { auditCommand, idempotencyOf } from '../commands/command-record.js';
import { stateAfter } from './advisory.state.js';
import {
  type AdvisoryRow,
  type Step,
  changeOf,
  insertStep,
  lockAdvisory,
  readAdvisory,
  updateAdvisory,
} from './advisory.store.js';

const SUBMIT = 'alerting.advisory.submit';
const RETURN = 'alerting.advisory.return';

/** Hands an advisory to the approver, and back to its author. */
@Injectable()
export class ReviewService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AudienceService) private readonly audiences: AudienceService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async submit(body: CommandBody<typeof SUBMIT>, context: CommandContext): Promise<CommandResult<typeof SUBMIT>> {
    const seen = await this.database.transaction(context.scope, (tx) => readAdvisory(tx, body.advisoryId));
    const members = seen.state === 'draft' ? await this.audiences.resolve(seen.audience, context.traceId) : null;
    return this.database.idempotentTransaction(context.scope, idempotencyOf(SUBMIT, body, context), async (tx) => {
      const before = await lockAdvisory(tx, body.advisoryId);
      const state = stateAfter(before.state, 'submit');
      refuseUnless(isStill(seen, before), before);
      refuseEmpty(members);
      const advisory = { ...before, state, returnReason: null };
      return this.step(tx, SUBMIT, context, advisory, { action: 'submit', actorId: context.actor.id });
    });
  }

  async return(body: CommandBody<typeof RETURN>, context: CommandContext): Promise<CommandResult<typeof RETURN>> {
    return this.database.idempotentTransaction(context.scope, idempotencyOf(RETURN, body, context), async (tx) => {
      const before = await lockAdvisory(tx, body.advisoryId);
      const state = stateAfter(before.state, 'return');
      const advisory = { ...before, state, returnReason: body.reason };
      const step: Step = { action: 'return', actorId: context.actor.id, reason: body.reason };
      return this.step(tx, RETURN, context, advisory, step);
    });
  }

  private async step(
    tx: EntityManager,
    operation: typeof SUBMIT | typeof RETURN,
    context: CommandContext,
    changed: AdvisoryRow,
    step: Step,
  ): Promise<CommandResult<typeof SUBMIT>> {
    const advisory = { ...changed, eventVersion: changed.eventVersion + 1, changedAt: this.clock.now() };
    const { id, reference, tlp, kind, authorId, version } = advisory;
    await updateAdvisory(tx, advisory);
    await insertStep(tx, advisory, step);
    auditCommand(tx, operation, context, { recordType: 'advisory', recordId: id, kind, details: { version } });
    this.outbox.emit(tx, {
      type: operation === SUBMIT ? 'advisory.submitted' : 'advisory.returned',
      aggregateId: id,
      version: advisory.eventVersion,
      kind,
      actorId: context.actor.id,
      traceId: context.traceId,
      payload: { advisoryId: id, reference, tlp, authorId },
    });
    return changeOf(advisory);
  }
}

/** Whether what was looked at outside of the transaction is what the transaction holds. */
export const isStill = (seen: AdvisoryRow, locked: AdvisoryRow): boolean =>
  seen.version === locked.version && seen.state === locked.state;

export function refuseUnless(holds: boolean, { state }: AdvisoryRow): void {
  if (!holds) throw new Refusal('state-conflict', { state });
}

export function refuseEmpty(members: AudienceMember[] | null): asserts members is AudienceMember[] {
  if (!members || members.length === 0) throw new Refusal('audience-empty');
}
