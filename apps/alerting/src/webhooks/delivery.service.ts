import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandResult,
  Refusal,
  type WebhookAttempt,
  type WebhookDelivery,
} from '#libs/contracts';
import { Database, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditCommand, idempotencyOf } from '../commands/command-record.js';
import { pageOf, readCursor } from '../paging/cursor.js';
import { type DeliveryRow, GET, LIST, REPLAY, REPLAY_FAILED, TRIES, toDelivery } from './delivery.sql.js';
import { WebhookDispatcher } from './webhook.dispatcher.js';
import { insertDeliveries } from './webhook.intake.js';
import { bodyOf } from './webhook.messages.js';

type Body<Verb extends 'ping' | 'deliveries' | 'delivery' | 'replay' | 'replay-failed'> =
  CommandBody<`alerting.webhook.${Verb}`>;
type Result<Verb extends 'deliveries' | 'delivery' | 'replay-failed'> = CommandResult<`alerting.webhook.${Verb}`>;
type Endpoint = { id: string; facilityId: string | null; state: string };

/** What was sent to an endpoint, and sending it again. */
@Injectable()
export class DeliveryService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(WebhookDispatcher) private readonly dispatcher: WebhookDispatcher,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(
    { endpointId, state, cursor, limit }: Body<'deliveries'>,
    { scope }: CommandContext,
  ): Promise<Result<'deliveries'>> {
    const after = readCursor(cursor);
    return this.database.transaction(scope, async (tx) => {
      await endpointOf(tx, endpointId);
      const values = [endpointId, state ?? null, after?.at ?? null, after?.id ?? null, limit + 1];
      const found = await rows<DeliveryRow>(tx, LIST, values);
      const page = pageOf(found, limit, ({ at, id }) => ({ at: at.toISOString(), id }));
      return { items: page.rows.map(toDelivery), next: page.next };
    });
  }

  get({ endpointId, deliveryId }: Body<'delivery'>, { scope }: CommandContext): Promise<Result<'delivery'>> {
    return this.database.transaction(scope, async (tx) => {
      await endpointOf(tx, endpointId);
      const row = await maybeOne<DeliveryRow & { body: string }>(tx, GET, [endpointId, deliveryId]);
      if (!row) throw new Refusal('not-found');
      const tries = await rows<Omit<WebhookAttempt, 'at'> & { at: Date }>(tx, TRIES, [deliveryId]);
      return {
        ...toDelivery(row),
        body: scope.kind === 'facility' ? row.body : null,
        tries: tries.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
      };
    });
  }

  /** @throws Refusal('state-conflict') while the endpoint rests: a test that waits tells nothing */
  ping(body: Body<'ping'>, context: CommandContext): Promise<WebhookDelivery> {
    return this.write('alerting.webhook.ping', body, context, async (tx, { id: endpointId, facilityId, state }) => {
      if (state !== 'active') throw new Refusal('state-conflict', { state });
      const [id, eventId] = [newId(), newId()];
      const about = { type: 'webhook.ping', at: this.clock.instant() };
      const message = { id: eventId, type: about.type, timestamp: about.at, exercise: false };
      const delivery = { id, endpointId, facilityId, eventId, kind: 'real', disabled: false, ...about } as const;
      await insertDeliveries(tx, [{ ...delivery, body: bodyOf(message, { endpointId }) }], this.clock.now());
      return toDelivery(await one<DeliveryRow>(tx, GET, [endpointId, id]));
    });
  }

  replay(body: Body<'replay'>, context: CommandContext): Promise<WebhookDelivery> {
    return this.write('alerting.webhook.replay', body, context, async (tx, { id }) => {
      const row = await maybeOne<DeliveryRow>(tx, REPLAY, [id, this.clock.now(), body.deliveryId]);
      if (!row) throw new Refusal('not-found');
      return toDelivery(row);
    });
  }

  replayFailed(body: Body<'replay-failed'>, context: CommandContext): Promise<Result<'replay-failed'>> {
    return this.write('alerting.webhook.replay-failed', body, context, async (tx, { id }) => {
      const again = await rows(tx, REPLAY_FAILED, [id, this.clock.now(), body.since]);
      return { count: again.length };
    });
  }

  private async write<T extends object>(
    command: 'alerting.webhook.ping' | 'alerting.webhook.replay' | 'alerting.webhook.replay-failed',
    body: { endpointId: string; deliveryId?: string },
    context: CommandContext,
    work: (tx: EntityManager, endpoint: Endpoint) => Promise<T>,
  ): Promise<T> {
    const request = idempotencyOf(command, body, context);
    const result = await this.database.idempotentTransaction(context.scope, request, async (tx) => {
      const endpoint = await endpointOf(tx, body.endpointId);
      const done = await work(tx, endpoint);
      const { id: recordId, facilityId } = endpoint;
      const details = {
        ...(body.deliveryId && { deliveryId: body.deliveryId }),
        ...('count' in done && { count: done.count }),
      };
      auditCommand(tx, command, context, { recordType: 'webhook', recordId, facilityId, details });
      return done;
    });
    this.dispatcher.nudge();
    return result;
  }
}

/** @throws Refusal('not-found') when it is not in the transaction's scope */
async function endpointOf(tx: EntityManager, endpointId: string): Promise<Endpoint> {
  const found = await maybeOne<Endpoint>(
    tx,
    'SELECT id, facility_id AS "facilityId", state FROM webhook_endpoint WHERE id = $1 AND removed_at IS NULL',
    [endpointId],
  );
  if (!found) throw new Refusal('not-found');
  return found;
}
