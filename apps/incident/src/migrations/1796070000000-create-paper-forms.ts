import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'incident.paper_form';
const NUMBERS = 'incident.paper_number';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;

/** Numbered forms. One number series for the region: a number alone names a form, also when it is read out on the telephone. */
export class CreatePaperForms1796070000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SEQUENCE ${NUMBERS} AS int`);
    await runner.query(`GRANT USAGE ON SEQUENCE ${NUMBERS} TO vigie_incident_facility, vigie_incident_agency`);
    await runner.query(`
      CREATE TABLE ${TABLE} (
        number int PRIMARY KEY,
        facility_id uuid NOT NULL,
        declaration_id uuid NOT NULL UNIQUE,
        batch_id uuid NOT NULL,
        place int NOT NULL CHECK (place > 0),
        issued_at timestamptz NOT NULL,
        issued_by uuid NOT NULL,
        used_at timestamptz,
        used_by uuid,
        UNIQUE (batch_id, place),
        CHECK ((used_at IS NULL) = (used_by IS NULL))
      )`);
    await forceRowSecurity(runner, TABLE);
    await addPolicy(runner, TABLE, 'facility', OWN);
    for (const scope of ['agency', 'system'] as const) await addPolicy(runner, TABLE, scope, 'true');
    // Who of the agency printed or typed it is not told to a facility.
    const told = 'number, facility_id, declaration_id, batch_id, place, issued_at, used_at';
    const written = 'number, facility_id, declaration_id, batch_id, place, issued_at, issued_by';
    for (const scope of ['facility', 'agency'] as const) {
      await runner.query(
        `GRANT SELECT (${told}), INSERT (${written}), UPDATE (used_at, used_by) ON ${TABLE} TO vigie_incident_${scope}`,
      );
    }
    await grantTable(runner, TABLE, { system: 'select' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLE}`);
    await runner.query(`DROP SEQUENCE ${NUMBERS}`);
  }
}
