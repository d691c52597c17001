import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  type CommandBody,
  type CommandResult,
  type Device,
  type Identity,
  Refusal,
  type RelayRegion,
  importDeviceKey,
} from '#libs/contracts';
import { Database, type DatabaseScope, audit, execute, maybeOne, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { IdentityService } from '../sessions/identity.service.js';
import { ENROL, FIND, FIND_OWN, LIST, RENEW, REVOKE } from './device.sql.js';
import { RELAY_REGION } from './relay-region.js';

type Enrol = 'directory.device.enrol';
type Action = Enrol | 'directory.device.revoke';
type Row = Omit<Device, 'enrolledAt' | 'expiresAt'> & { enrolledAt: Date; expiresAt: Date };

/**
 * A device that nobody has opened the console on for half a year is forgotten: who uses Vigie on the worst night only must still find theirs
 * enrolled, and a telephone that was sold must not sign for ever.
 */
const LIFETIME_MS = 180 * 86_400_000;

@Injectable()
export class DeviceService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdentityService) private readonly identities: IdentityService,
    @Inject(RELAY_REGION) private readonly region: RelayRegion,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('device-revoked'), Refusal('already-exists') for an id under which there is another key */
  async enrol(body: CommandBody<Enrol>, context: CommandContext): Promise<CommandResult<Enrol>> {
    const { id, publicKey, label } = body;
    await requireKey(publicKey);
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + LIFETIME_MS);
    return this.once('directory.device.enrol', body, id, context, async (tx) => {
      const added = await execute(tx, ENROL, [id, context.actor.id, publicKey, label, now, expiresAt]);
      if (added === 0) {
        const known = await maybeOne<{ publicKey: string; revokedAt: Date | null }>(tx, FIND_OWN, [id]);
        if (known?.publicKey !== publicKey) throw new Refusal('already-exists');
        if (known.revokedAt) throw new Refusal('device-revoked');
        await execute(tx, RENEW, [id, label, expiresAt]);
      }
      return { deviceId: id, expiresAt: expiresAt.toISOString(), region: this.region };
    });
  }

  async list(scope: DatabaseScope): Promise<CommandResult<'directory.device.list'>> {
    const found = await this.database.transaction(scope, (tx) => rows<Row>(tx, LIST, [this.clock.now()]));
    return {
      items: found.map(({ enrolledAt, expiresAt, ...device }) => ({
        ...device,
        enrolledAt: enrolledAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
    };
  }

  /** @throws Refusal('not-found') for a device that is not one's own */
  revoke(
    body: CommandBody<'directory.device.revoke'>,
    context: CommandContext,
  ): Promise<CommandResult<'directory.device.revoke'>> {
    const { deviceId } = body;
    return this.once('directory.device.revoke', body, deviceId, context, async (tx) => {
      const revoked = await maybeOne<{ revokedAt: Date }>(tx, REVOKE, [deviceId, this.clock.now()]);
      if (!revoked) throw new Refusal('not-found');
      return { deviceId, revokedAt: revoked.revokedAt.toISOString() };
    });
  }

  /** @throws Refusal('not-found') for a device that was never enrolled, or whose person's account is closed */
  get(scope: DatabaseScope, deviceId: string): Promise<CommandResult<'directory.device.get'>> {
    return this.database.transaction(scope, async (tx) => {
      const device = await maybeOne<{ personId: string; publicKey: string; expiresAt: Date; revokedAt: Date | null }>(
        tx,
        FIND,
        [deviceId],
      );
      if (!device) throw new Refusal('not-found');
      const actor = actorOf(await this.identities.read(tx, device.personId));
      const current = device.expiresAt > this.clock.now() ? 'active' : 'expired';
      return { publicKey: device.publicKey, standing: device.revokedAt ? 'revoked' : current, actor };
    });
  }

  private once<T>(
    action: Action,
    body: unknown,
    deviceId: string,
    context: CommandContext,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    const { actor, scope, key, origin, traceId } = context;
    return this.database.idempotentTransaction(
      scope,
      { actorId: actor.id, operation: action, key, body },
      async (tx) => {
        const value = await work(tx);
        audit(tx, { action, recordType: 'device', recordId: deviceId, actorId: actor.id, origin, traceId });
        return value;
      },
    );
  }
}

/** As the gateway would say who acts. */
const actorOf = ({ personId, agencyRoles, facilities, locale }: Identity): Actor => ({
  kind: 'person',
  id: personId,
  issuer: 'gateway',
  agencyRoles,
  facilities: facilities.map(({ id, territory, roles }) => ({ id, territory, roles })),
  locale,
});

async function requireKey(publicKey: string): Promise<void> {
  try {
    await importDeviceKey(publicKey);
  } catch {
    throw new Refusal('invalid-request', { places: [{ path: 'publicKey', code: 'invalid-format' }] });
  }
}
