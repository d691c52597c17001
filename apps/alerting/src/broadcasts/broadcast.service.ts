import { Inject, Injectable } from '@nestjs/common';
import type { AudienceMember, CommandBody, CommandResult } from '#libs/contracts';
import { Database } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { stateAfter } from '../advisories/advisory.state.js';
import {
  type AdvisoryRow,
  changeOf,
  insertStep,
  lockAdvisory,
  readAdvisory,
  readTexts,
  updateAdvisory,
} from '../advisories/advisory.store.js';
import { isStill, refuseEmpty, refuseUnless } from '../advisories/review.service.js';
import { AudienceService } from '../audiences/audience.service.js';
import { auditCommand, idempotencyOf } from '../commands/command-record.js';
import { refuseAuthor, refuseUnseen } from './approval.rule.js';
import { broadcastPayload } from './broadcast.payload.js';
import { freezeRecipients } from './broadcast.store.js';

const APPROVE = 'alerting.advisory.approve';

/** Sends an advisory: a second person approves, the list is frozen, the broadcast leaves with the commit. */
@Injectable()
export class BroadcastService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AudienceService) private readonly audiences: AudienceService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async approve(body: CommandBody<typeof APPROVE>, context: CommandContext): Promise<CommandResult<typeof APPROVE>> {
    const seen = await this.database.transaction(context.scope, (tx) => readAdvisory(tx, body.advisoryId));
    // Other services are not asked while the transaction is open, nor when there is nothing to send any more.
    const members = seen.state === 'submitted' ? await this.audiences.resolve(seen.audience, context.traceId) : null;
    return this.database.idempotentTransaction(context.scope, idempotencyOf(APPROVE, body, context), async (tx) => {
      const before = await lockAdvisory(tx, body.advisoryId);
      const state = stateAfter(before.state, 'approve');
      await refuseAuthor(tx, before.id, context.actor.id);
      refuseUnless(isStill(seen, before), before);
      refuseEmpty(members);
      refuseUnseen(body, before, members);
      return this.send(tx, { ...before, state }, members, context);
    });
  }

  private async send(
    tx: EntityManager,
    approved: AdvisoryRow,
    members: AudienceMember[],
    context: CommandContext,
  ): Promise<CommandResult<typeof APPROVE>> {
    const now = this.clock.now();
    const { id, kind, version } = approved;
    const advisory: AdvisoryRow = {
      ...approved,
      eventVersion: approved.eventVersion + 1,
      approverId: context.actor.id,
      changedAt: now,
      sentAt: now,
      recipientCount: members.length,
    };
    await updateAdvisory(tx, advisory);
    await insertStep(tx, advisory, { action: 'approve', actorId: context.actor.id });
    await freezeRecipients(tx, advisory, members, now);
    const details = { version, recipients: members.length };
    auditCommand(tx, APPROVE, context, { recordType: 'advisory', recordId: id, kind, details });
    this.outbox.emit(tx, {
      type: 'advisory.broadcast',
      aggregateId: id,
      version: advisory.eventVersion,
      kind,
      actorId: context.actor.id,
      traceId: context.traceId,
      payload: broadcastPayload(advisory, await readTexts(tx, id, version), members),
    });
    return changeOf(advisory);
  }
}
