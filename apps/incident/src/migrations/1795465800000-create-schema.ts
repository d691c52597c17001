import { createAuditTable, createIdempotencyTable, createServiceSchema } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const SERVICE = 'incident';

export class CreateSchema1795465800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createServiceSchema(runner, SERVICE);
    await createIdempotencyTable(runner, SERVICE);
    await createAuditTable(runner, SERVICE);
    await createReferenceSequences(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA incident CASCADE');
  }
}

/**
 * A new year, territory or kind gets its sequence when it is first needed. Scope roles create nothing themselves: this function
 * does, as its owner, for names of one form only. The lock makes two first declarations wait for each other instead of failing.
 */
async function createReferenceSequences(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION incident.ensure_reference_sequence(territory text, mark text, year int) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      name text := concat_ws('_', 'reference', territory, nullif(mark, ''), year);
    BEGIN
      IF territory !~ '^[0-9A-Z]{2,4}$' OR mark !~ '^[A-Z]?(_[A-Z])?$' OR year NOT BETWEEN 2000 AND 2999 THEN
        RAISE EXCEPTION 'no reference has this form' USING ERRCODE = 'invalid_parameter_value';
      END IF;
      PERFORM pg_advisory_xact_lock(hashtext('incident.' || name));
      IF to_regclass(format('incident.%I', name)) IS NULL THEN
        EXECUTE format('CREATE SEQUENCE incident.%I', name);
        EXECUTE format('GRANT USAGE ON SEQUENCE incident.%I TO vigie_incident_facility, vigie_incident_agency', name);
      END IF;
    END $$`);
  await runner.query('REVOKE ALL ON FUNCTION incident.ensure_reference_sequence FROM PUBLIC');
  await runner.query('GRANT EXECUTE ON FUNCTION incident.ensure_reference_sequence TO vigie_incident_system');
}
