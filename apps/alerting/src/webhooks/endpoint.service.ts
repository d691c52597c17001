import { Inject, Injectable } from '@nestjs/common';
import {
  type CommandBody,
  type CommandName,
  type CommandResult,
  MOST_WEBHOOKS,
  Refusal,
  type Webhook,
} from '#libs/contracts';
import { Database, type DatabaseScope, execute, maybeOne, one, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { auditCommand, idempotencyOf } from '../commands/command-record.js';
import { FacilityDirectory } from '../directory/facility.directory.js';
import { AddressCheck } from './address.check.js';
import {
  ADD_SECRET,
  CHANGE,
  COUNT,
  CREATE,
  END_SECRETS,
  type EndpointRow,
  GET,
  LIST,
  LOCK,
  PAUSE,
  REMOVE,
  RESUME,
  toWebhook,
} from './endpoint.sql.js';
import { SecretBox } from './secret.box.js';
import { newWebhookSecret } from './signature.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhook.settings.js';

type Name = Extract<CommandName, `alerting.webhook.${string}`>;
type Body<Verb extends string> = CommandBody<Extract<Name, `alerting.webhook.${Verb}`>>;
type Result<Verb extends string> = CommandResult<Extract<Name, `alerting.webhook.${Verb}`>>;

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** The endpoints of a facility's tools, and of the agency's, for those who answer for them. */
@Injectable()
export class EndpointService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SecretBox) private readonly box: SecretBox,
    @Inject(AddressCheck) private readonly addresses: AddressCheck,
    @Inject(FacilityDirectory) private readonly directory: FacilityDirectory,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async list(body: Body<'list'>, { scope }: CommandContext): Promise<Result<'list'>> {
    const facilityId = body.facilityId ?? null;
    refuseOutside(scope, facilityId);
    const found = await this.database.transaction(scope, (tx) =>
      rows<EndpointRow>(tx, LIST, [this.clock.now(), facilityId]),
    );
    return { items: found.map(toWebhook), answerSeconds: this.settings.timeout / SECOND };
  }

  /**
   * The stored answer of a repeated request would keep the secret for a month in the clear: whoever asks again gets the endpoint without it.
   *
   * @throws Refusal('webhook-address-refused'), Refusal('webhook-too-many'), Refusal('already-exists')
   */
  async create(body: Body<'create'>, context: CommandContext): Promise<Result<'create'>> {
    const { id, facilityId, url } = body;
    refuseOutside(context.scope, facilityId);
    await this.addresses.refuseInner(url);
    if (facilityId !== null && (await this.directory.byIds([facilityId], context.traceId)).length === 0)
      throw new Refusal('not-found');
    return this.withSecret('alerting.webhook.create', body, context, async (tx, secret) => {
      await execute(tx, LOCK, [facilityId]);
      const { count } = await one<{ count: number }>(tx, COUNT, [facilityId]);
      if (count >= MOST_WEBHOOKS) throw new Refusal('webhook-too-many', { most: MOST_WEBHOOKS });
      const wishes = [body.name, url, distinct(body.topics), body.tlpCeiling];
      const row = await maybeOne<EndpointRow>(tx, CREATE, [
        this.clock.now(),
        id,
        facilityId,
        ...wishes,
        context.actor.id,
      ]);
      if (!row) throw new Refusal('already-exists');
      await this.addSecret(tx, row, secret);
      return row;
    });
  }

  /** @throws Refusal('webhook-address-refused'), Refusal('not-found') */
  async change(body: Body<'change'>, context: CommandContext): Promise<Webhook> {
    await this.addresses.refuseInner(body.url);
    const wishes = [body.name, body.url, distinct(body.topics), body.tlpCeiling];
    return this.act('alerting.webhook.change', body, context, CHANGE, wishes);
  }

  pause(body: Body<'pause'>, context: CommandContext): Promise<Webhook> {
    return this.act('alerting.webhook.pause', body, context, PAUSE);
  }

  resume(body: Body<'resume'>, context: CommandContext): Promise<Webhook> {
    return this.act('alerting.webhook.resume', body, context, RESUME);
  }

  remove(body: Body<'remove'>, context: CommandContext): Promise<Result<'remove'>> {
    const command = 'alerting.webhook.remove';
    return this.database.idempotentTransaction(context.scope, idempotencyOf(command, body, context), async (tx) => {
      const values = [this.clock.now(), body.endpointId];
      const removed = await maybeOne<{ id: string; facilityId: string | null }>(tx, REMOVE, values);
      if (!removed) throw new Refusal('not-found');
      const { id: recordId, facilityId } = removed;
      auditCommand(tx, command, context, { recordType: 'webhook', recordId, facilityId, details: {} });
      return { id: recordId };
    });
  }

  /** A new secret; the one before counts beside it for some hours, so that the tool can be changed without losing anything. */
  rotate(body: Body<'rotate'>, context: CommandContext): Promise<Result<'rotate'>> {
    const { endpointId, overlapHours } = body;
    return this.withSecret('alerting.webhook.rotate', body, context, async (tx, secret) => {
      const now = this.clock.now();
      const row = await maybeOne<EndpointRow>(tx, GET, [now, endpointId]);
      if (!row) throw new Refusal('not-found');
      await execute(tx, END_SECRETS, [endpointId, now, new Date(now.getTime() + overlapHours * HOUR)]);
      await this.addSecret(tx, row, secret);
      return one<EndpointRow>(tx, GET, [now, endpointId]);
    });
  }

  private async withSecret(
    command: Name,
    body: object,
    context: CommandContext,
    work: (tx: EntityManager, secret: string) => Promise<EndpointRow>,
  ): Promise<Webhook & { secret: string | null }> {
    let secret: string | null = null;
    const request = idempotencyOf(command, body, context);
    const webhook = await this.database.idempotentTransaction(context.scope, request, async (tx) => {
      const made = newWebhookSecret();
      const row = await work(tx, made);
      auditCommand(tx, command, context, recordOf(row));
      secret = made;
      return toWebhook(row);
    });
    return { ...webhook, secret };
  }

  private act(
    command: Name,
    body: { endpointId: string },
    context: CommandContext,
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<Webhook> {
    return this.database.idempotentTransaction(context.scope, idempotencyOf(command, body, context), async (tx) => {
      const row = await maybeOne<EndpointRow>(tx, sql, [this.clock.now(), body.endpointId, ...values]);
      if (!row) throw new Refusal('not-found');
      auditCommand(tx, command, context, recordOf(row));
      return toWebhook(row);
    });
  }

  private async addSecret(tx: EntityManager, { id, facilityId }: EndpointRow, secret: string): Promise<void> {
    await execute(tx, ADD_SECRET, [newId(), id, facilityId, this.box.seal(secret, id), this.clock.now()]);
  }
}

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

const recordOf = ({ id: recordId, facilityId, topics, tlpCeiling, state }: EndpointRow) =>
  ({ recordType: 'webhook', recordId, facilityId, details: { topics, tlpCeiling, state } }) as const;

/** A manager's own facilities, and nothing of the agency; which others exist they do not learn. */
function refuseOutside(scope: DatabaseScope, facilityId: string | null): void {
  if (scope.kind !== 'facility') return;
  if (facilityId === null || !scope.facilities.includes(facilityId)) throw new Refusal('not-found');
}
