import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type CommandName, type CommandResult, type MachineKey, Refusal } from '#libs/contracts';
import { type AuditEntry, Database, audit, maybeOne, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { facilityInScope } from '../facilities/facility-in-scope.js';
import { type MachineKeyRow, toMachineKey } from './machine-key.row.js';
import { newMachineSecret } from './machine-key.secret.js';
import { CONTACT, CREATE, LIST, REVOKE } from './machine-key.sql.js';

type Create = CommandBody<'directory.machine-key.create'>;
type Created = CommandResult<'directory.machine-key.create'>;
type Revoke = CommandBody<'directory.machine-key.revoke'>;

const DAY = 86_400_000;

/** The keys of a facility's tools, for those who answer for them. */
@Injectable()
export class MachineKeyService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The stored answer of an idempotent request would keep the secret for a month: it is held beside the transaction, and whoever asks
   * again gets the key without it.
   *
   * @throws Refusal('contact-not-outside'), Refusal('already-exists')
   */
  async create(body: Create, context: CommandContext): Promise<Created> {
    const made = newMachineSecret();
    let secret: string | null = null;
    const command = 'directory.machine-key.create';
    const request = { actorId: context.actor.id, operation: command, key: context.key, body };
    const key = await this.database.idempotentTransaction(context.scope, request, async (tx) => {
      await facilityInScope(tx, body.facilityId);
      await outsideContact(tx, body);
      const key = await this.insert(tx, body, made, context);
      audit(tx, entry(command, key, context, { scopes: key.scopes, expiresAt: key.expiresAt }));
      secret = made.secret;
      return key;
    });
    return { ...key, secret };
  }

  list(facilityId: string, context: CommandContext): Promise<CommandResult<'directory.machine-key.list'>> {
    return this.database.transaction(context.scope, async (tx) => {
      await facilityInScope(tx, facilityId);
      const items = (await rows<MachineKeyRow>(tx, LIST, [facilityId])).map(toMachineKey);
      audit(tx, entry('directory.machine-key.list', { id: null, facilityId }, context));
      return { items };
    });
  }

  revoke(body: Revoke, context: CommandContext): Promise<MachineKey> {
    const command = 'directory.machine-key.revoke';
    const request = { actorId: context.actor.id, operation: command, key: context.key, body };
    return this.database.idempotentTransaction(context.scope, request, async (tx) => {
      await facilityInScope(tx, body.facilityId);
      const values = [body.keyId, body.facilityId, this.clock.now(), context.actor.id];
      const row = await maybeOne<MachineKeyRow>(tx, REVOKE, values);
      if (!row) throw new Refusal('not-found');
      const key = toMachineKey(row);
      audit(tx, entry(command, key, context));
      return key;
    });
  }

  private async insert(
    tx: EntityManager,
    { id, facilityId, name, scopes, contactId, validDays }: Create,
    { hash, prefix }: ReturnType<typeof newMachineSecret>,
    { actor }: CommandContext,
  ): Promise<MachineKey> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + validDays * DAY);
    const distinct = [...new Set(scopes)];
    const values = [id, facilityId, name, hash, prefix, distinct, contactId, actor.id, now, expiresAt];
    const row = await maybeOne<MachineKeyRow>(tx, CREATE, values);
    if (!row) throw new Refusal('already-exists');
    return toMachineKey(row);
  }
}

/** What a tool sees on the night of an attack is followed up by a way that survives it. */
async function outsideContact(tx: EntityManager, { contactId, facilityId }: Create): Promise<void> {
  const contact = await maybeOne<{ outside: boolean }>(tx, CONTACT, [contactId, facilityId]);
  if (!contact) throw new Refusal('not-found');
  if (!contact.outside) {
    throw new Refusal('contact-not-outside', { places: [{ path: 'contactId', code: 'contact-not-outside' }] });
  }
}

const entry = (
  action: CommandName,
  { id, facilityId }: { id: string | null; facilityId: string },
  { actor, origin, traceId }: CommandContext,
  details?: Record<string, unknown>,
): AuditEntry => ({
  action,
  recordType: 'machine-key',
  recordId: id,
  facilityId,
  actorId: actor.id,
  origin,
  traceId,
  details,
});
