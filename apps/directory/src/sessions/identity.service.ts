import { Inject, Injectable } from '@nestjs/common';
import { type Identity, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, maybeOne } from '#libs/database';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';

const IDENTITY = `
  SELECT person.id AS "personId", person.display_name AS "displayName", person.email, person.locale,
    array(SELECT role FROM agency_role WHERE agency_role.person_id = person.id ORDER BY role) AS "agencyRoles",
    coalesce((
      SELECT json_agg(json_build_object(
        'id', facility.id, 'name', facility.name, 'finess', facility.finess, 'territory', facility.territory,
        'roles', membership.roles) ORDER BY facility.sort_name)
      FROM membership JOIN facility ON facility.id = membership.facility_id
      WHERE membership.person_id = person.id AND (membership.until IS NULL OR membership.until > $2)
    ), '[]') AS facilities
  FROM person
  WHERE person.id = $1 AND person.disabled_at IS NULL`;

@Injectable()
export class IdentityService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws Refusal('not-found') for nobody, and for a person whose account is closed */
  get(scope: DatabaseScope, personId: string): Promise<Identity> {
    return this.database.transaction(scope, (tx) => this.read(tx, personId));
  }

  async read(tx: EntityManager, personId: string): Promise<Identity> {
    const identity = await maybeOne<Identity>(tx, IDENTITY, [personId, this.clock.now()]);
    if (!identity) throw new Refusal('not-found');
    return identity;
  }
}
