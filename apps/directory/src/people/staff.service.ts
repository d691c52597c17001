import { Inject, Injectable } from '@nestjs/common';
import type { CommandResult, FacilityRole } from '#libs/contracts';
import { Database, type DatabaseScope, rows } from '#libs/database';
import { Clock } from '#libs/platform';

const STAFF = `
  SELECT membership.facility_id AS "facilityId", membership.person_id AS "personId", membership.roles
  FROM membership JOIN person ON person.id = membership.person_id
  WHERE membership.facility_id = ANY($1::uuid[]) AND person.disabled_at IS NULL
    AND (membership.until IS NULL OR membership.until > $2)
  ORDER BY membership.facility_id, membership.person_id`;

interface Member {
  facilityId: string;
  personId: string;
  roles: FacilityRole[];
}

@Injectable()
export class StaffService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Who works for the facilities now. */
  resolve(scope: DatabaseScope, facilityIds: readonly string[]): Promise<CommandResult<'directory.staff.resolve'>> {
    return this.database.transaction(scope, async (tx) => ({
      people: await rows<Member>(tx, STAFF, [facilityIds, this.clock.now()]),
    }));
  }
}
