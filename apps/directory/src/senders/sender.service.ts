import { Inject, Injectable } from '@nestjs/common';
import type { CommandResult } from '#libs/contracts';
import { Database, type DatabaseScope, rows } from '#libs/database';
import { Clock } from '#libs/platform';

type Match = CommandResult<'directory.sender.resolve'>['matches'][number];

/**
 * The surest first. A domain counts only where it is one facility's alone, by the contacts inside that facility's own mail: a public mail
 * service, or a hospital group's, says nothing.
 */
const MATCHES = `
  WITH asked AS (SELECT lower($1) AS email, split_part(lower($1), '@', 2) AS domain),
  inside AS (
    SELECT DISTINCT facility_id FROM contact_point, asked
    WHERE domain <> '' AND NOT outside AND split_part(lower(contact_point.email), '@', 2) = domain
  ),
  found AS (
    SELECT facility_id, 'contact-point' AS reason, 1 AS rank FROM contact_point, asked
    WHERE lower(contact_point.email) = asked.email
    UNION ALL
    SELECT membership.facility_id, 'person', 2
    FROM person JOIN membership ON membership.person_id = person.id, asked
    WHERE lower(person.email) = asked.email AND person.disabled_at IS NULL
      AND (membership.until IS NULL OR membership.until > $2)
    UNION ALL
    SELECT facility_id, 'domain', 3 FROM inside WHERE (SELECT count(*) FROM inside) = 1
  )
  SELECT DISTINCT ON (facility.id) facility.id AS "facilityId", facility.territory, found.reason, found.rank
  FROM found JOIN facility ON facility.id = found.facility_id
  ORDER BY facility.id, found.rank
  LIMIT 100`;

@Injectable()
export class SenderService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async resolve(scope: DatabaseScope, email: string): Promise<CommandResult<'directory.sender.resolve'>> {
    const found = await this.database.transaction(scope, (tx) =>
      rows<Match & { rank: number }>(tx, MATCHES, [email, this.clock.now()]),
    );
    const matches = found.sort((one, other) => one.rank - other.rank).map(({ rank: _, ...match }) => match);
    return { matches };
  }
}
