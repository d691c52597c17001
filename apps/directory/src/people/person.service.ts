import { Inject, Injectable } from '@nestjs/common';
import type { CommandBody, CommandResult, Person } from '#libs/contracts';
import { Database, type DatabaseScope, one, rows } from '#libs/database';
import { Clock } from '#libs/platform';
import { facilityInScope } from '../facilities/facility-in-scope.js';
import { pageOf, readCursor } from '../keyset.js';

/** Row-level security leaves out other facilities' people, and of one's own people what they do elsewhere. */
const HAS_FACILITY = `
  ($1::uuid IS NULL OR EXISTS (
    SELECT 1 FROM membership
    WHERE membership.person_id = person.id AND membership.facility_id = $1
      AND (membership.until IS NULL OR membership.until > $2)))`;

const COUNT = `SELECT count(*)::int AS total FROM person WHERE person.disabled_at IS NULL AND ${HAS_FACILITY}`;

const LIST = `
  SELECT person.id, person.display_name AS "displayName", person.email, person.sort_name AS "sortName",
    coalesce((
      SELECT json_agg(json_build_object('id', facility.id, 'name', facility.name, 'roles', membership.roles)
        ORDER BY facility.sort_name)
      FROM membership JOIN facility ON facility.id = membership.facility_id
      WHERE membership.person_id = person.id AND (membership.until IS NULL OR membership.until > $2)
    ), '[]') AS facilities,
    array(SELECT role FROM agency_role WHERE agency_role.person_id = person.id ORDER BY role) AS "agencyRoles"
  FROM person
  WHERE person.disabled_at IS NULL AND ${HAS_FACILITY}
    AND ($3::text IS NULL OR (person.sort_name, person.id) > ($3, $4::uuid))
  ORDER BY person.sort_name, person.id
  LIMIT $5`;

@Injectable()
export class PersonService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async list(
    scope: DatabaseScope,
    body: CommandBody<'directory.person.list'>,
  ): Promise<CommandResult<'directory.person.list'>> {
    const after = readCursor(body.cursor);
    const filter = [body.facilityId ?? null, this.clock.now()];
    const { total, found } = await this.database.transaction(scope, async (tx) => {
      if (body.facilityId) await facilityInScope(tx, body.facilityId);
      return {
        total: (await one<{ total: number }>(tx, COUNT, filter)).total,
        found: await rows<Person & { sortName: string }>(tx, LIST, [
          ...filter,
          after?.key ?? null,
          after?.id ?? null,
          body.limit + 1,
        ]),
      };
    });
    const page = pageOf(found, body.limit, ({ sortName, id }) => ({ key: sortName, id }));
    return { items: page.rows.map(({ sortName: _, ...person }) => person), next: page.next, total };
  }
}
