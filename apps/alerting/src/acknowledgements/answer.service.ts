import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandResult, Refusal } from '#libs/contracts';
import { Database, execute } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditCommand, idempotencyOf } from '../commands/command-record.js';
import { checkAnswer } from './answer.rule.js';
import { type RecipientRow, itemOf, lockRecipient } from './inbox.store.js';

const ANSWER = 'alerting.acknowledgement.answer';

/** Takes a facility's answer, and keeps the earlier ones. */
@Injectable()
export class AnswerService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  answer(body: CommandBody<typeof ANSWER>, context: CommandContext): Promise<CommandResult<typeof ANSWER>> {
    return this.database.idempotentTransaction(context.scope, idempotencyOf(ANSWER, body, context), async (tx) => {
      const before = await lockRecipient(tx, body, context.actor.locale);
      if (!before) throw new Refusal('not-found');
      checkAnswer(before.state, body.answer);
      const answeredAt = this.clock.now();
      const { answer: state, note } = body;
      const recipient = { ...before, state, note, answeredAt, version: before.version + 1 };
      await this.write(tx, recipient, context);
      return itemOf(recipient);
    });
  }

  private async write(tx: EntityManager, recipient: RecipientRow, context: CommandContext): Promise<void> {
    const { id, advisoryId, facilityId, reference, tlp, kind, state, version } = recipient;
    const { actor, traceId } = context;
    await writeAnswer(tx, recipient, actor.id);
    auditCommand(tx, ANSWER, context, {
      recordType: 'recipient',
      recordId: id,
      facilityId,
      kind,
      details: { advisoryId, state, version },
    });
    this.outbox.emit(tx, {
      type: 'acknowledgement.changed',
      aggregateId: id,
      version,
      kind,
      actorId: actor.id,
      traceId,
      payload: { advisoryId, reference, tlp, facilityId, state },
    });
  }
}

async function writeAnswer(tx: EntityManager, recipient: RecipientRow, actorId: string): Promise<void> {
  const { id, facilityId, kind, state, note, answeredAt, version } = recipient;
  await execute(
    tx,
    'UPDATE recipient SET state = $2, note = $3, answered_at = $4, answered_by = $5, version = $6 WHERE id = $1',
    [id, state, note, answeredAt, actorId, version],
  );
  await execute(
    tx,
    `INSERT INTO acknowledgement (recipient_id, version, facility_id, kind, state, note, actor_id, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, version, facilityId, kind, state, note, actorId, answeredAt],
  );
}
