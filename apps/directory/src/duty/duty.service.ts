import { Inject, Injectable } from '@nestjs/common';
import { type CommandResult, type Locale, Refusal } from '#libs/contracts';
import { Database, type DatabaseScope, maybeOne, rows } from '#libs/database';

interface OnDuty {
  personId: string;
  displayName: string;
  email: string;
  locale: Locale;
}

const ANALYSTS = `
  SELECT person.id AS "personId", person.display_name AS "displayName", person.email, person.locale
  FROM person JOIN agency_role ON agency_role.person_id = person.id
  WHERE agency_role.role = 'analyst' AND person.disabled_at IS NULL
  ORDER BY person.sort_name, person.id`;

@Injectable()
export class DutyService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Every analyst: one agency leads all of its territories, and there is no rota yet. */
  resolve(scope: DatabaseScope, territory: string): Promise<CommandResult<'directory.duty.resolve'>> {
    return this.database.transaction(scope, async (tx) => {
      if (!(await maybeOne(tx, 'SELECT 1 FROM territory WHERE code = $1', [territory]))) throw new Refusal('not-found');
      return { people: await rows<OnDuty>(tx, ANALYSTS) };
    });
  }
}
