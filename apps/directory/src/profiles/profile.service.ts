import { Inject, Injectable } from '@nestjs/common';
import { type CommandBody, type FacilityProfile, type KeptProfile, unknownProfile } from '#libs/contracts';
import { Database, type DatabaseScope, audit, one, rows } from '#libs/database';
import { type CommandContext, Outbox } from '#libs/messaging';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { facilityInScope } from '../facilities/facility-in-scope.js';
import { RESOLVE, SAVE } from './profile.sql.js';

const OPERATION = 'directory.profile.save';

type ProfileRow = FacilityProfile & { facilityId: string; changedAt: Date; version: number };

/** What of a facility decides which legal duties it has. */
@Injectable()
export class ProfileService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  get(scope: DatabaseScope, facilityId: string): Promise<KeptProfile> {
    return this.database.transaction(scope, async (tx) => {
      await facilityInScope(tx, facilityId);
      const [row] = await rows<ProfileRow>(tx, RESOLVE, [[facilityId]]);
      return row ? toProfile(row) : { facilityId, profile: unknownProfile, changedAt: null };
    });
  }

  resolve(scope: DatabaseScope, facilityIds: readonly string[]): Promise<{ profiles: KeptProfile[] }> {
    return this.database.transaction(scope, async (tx) => ({
      profiles: (await rows<ProfileRow>(tx, RESOLVE, [facilityIds])).map(toProfile),
    }));
  }

  /** The clocks of the facility's incidents follow by its event. */
  save(body: CommandBody<typeof OPERATION>, context: CommandContext): Promise<KeptProfile> {
    const { actor, scope, key } = context;
    const request = { actorId: actor.id, operation: OPERATION, key, body };
    return this.database.idempotentTransaction(scope, request, async (tx) => {
      await facilityInScope(tx, body.facilityId);
      const saved = await this.write(tx, body);
      this.leave(tx, body, context, saved.version);
      return toProfile(saved);
    });
  }

  private write(tx: EntityManager, { facilityId, profile }: CommandBody<typeof OPERATION>): Promise<ProfileRow> {
    const { nis2, healthDuty, publicEstablishment, holdsHealthData, cyberInsured } = profile;
    const values = [nis2, healthDuty, publicEstablishment, holdsHealthData, cyberInsured];
    return one<ProfileRow>(tx, SAVE, [facilityId, ...values, this.clock.now()]);
  }

  private leave(
    tx: EntityManager,
    { facilityId, profile }: CommandBody<typeof OPERATION>,
    { actor, origin, traceId }: CommandContext,
    version: number,
  ): void {
    const record = { recordType: 'facility', recordId: facilityId, facilityId };
    audit(tx, { action: OPERATION, ...record, actorId: actor.id, origin, traceId, details: { ...profile } });
    this.outbox.emit(tx, {
      type: 'directory.profile-changed',
      aggregateId: facilityId,
      version,
      kind: 'real',
      actorId: actor.id,
      traceId,
      payload: { facilityId },
    });
  }
}

function toProfile({ facilityId, changedAt, version: _, ...profile }: ProfileRow): KeptProfile {
  return { facilityId, profile, changedAt: changedAt.toISOString() };
}
