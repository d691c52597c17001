import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const INCIDENT = 'incident.incident';
const VERSION = 'incident.declaration_version';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;

/** What a facility says of a declaration beside its answers. */
const SAID = 'stage, source, report, relayed_by';
/** What a later version of the answers may change. */
const ANSWERS = `what, since, aware_at, suspected_malicious, degraded_mode, care_services, patient_danger, data_touched, data_classes,
  supplier, supplier_key, help_wanted, contact_name, contact_phone, contact_email, stage, report, nature, answers_number`;

/** Stages of a declaration, the ways in which it came, and the versions of its answers. */
export class AddStages1796040000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ${INCIDENT}
        ADD COLUMN stage text NOT NULL DEFAULT 'full',
        ADD COLUMN source text NOT NULL DEFAULT 'console',
        ADD COLUMN nature text NOT NULL DEFAULT 'suspicion',
        ADD COLUMN answers_number int NOT NULL DEFAULT 1,
        ADD COLUMN report jsonb,
        ADD COLUMN relayed_by uuid,
        ADD COLUMN recorded_by uuid,
        ADD COLUMN caller_name text,
        ADD COLUMN caller_phone text`);
    await runner.query(`GRANT SELECT (${SAID}, nature, answers_number) ON ${INCIDENT} TO vigie_incident_facility`);
    await runner.query(`GRANT INSERT (${SAID}), UPDATE (${ANSWERS}) ON ${INCIDENT} TO vigie_incident_facility`);
    await runner.query(`GRANT INSERT, UPDATE (${ANSWERS}) ON ${INCIDENT} TO vigie_incident_agency`);
    await createVersions(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${VERSION}`);
    await runner.query(`
      ALTER TABLE ${INCIDENT} DROP COLUMN stage, DROP COLUMN source, DROP COLUMN nature, DROP COLUMN answers_number, DROP COLUMN report,
        DROP COLUMN relayed_by, DROP COLUMN recorded_by, DROP COLUMN caller_name, DROP COLUMN caller_phone`);
  }
}

/**
 * The first version is written together with the second, from the incident's row: most declarations have one only, and a storm does not pay
 * for it.
 */
async function createVersions(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${VERSION} (
      incident_id uuid NOT NULL REFERENCES ${INCIDENT} (id),
      number int NOT NULL CHECK (number > 0),
      facility_id uuid NOT NULL,
      stage text NOT NULL,
      source text NOT NULL,
      facility_author_id uuid,
      agency_author_id uuid,
      author_side text NOT NULL CHECK (author_side IN ('facility', 'agency')),
      recorded_at timestamptz NOT NULL,
      answers jsonb NOT NULL,
      PRIMARY KEY (incident_id, number)
    )`);
  await forceRowSecurity(runner, VERSION);
  await addPolicy(runner, VERSION, 'facility', OWN);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, VERSION, scope, 'true');
  await grantTable(runner, VERSION, { agency: 'select,insert', system: 'select' });
  const told = 'incident_id, number, facility_id, stage, source, facility_author_id, author_side, recorded_at, answers';
  const written =
    'incident_id, number, facility_id, stage, source, facility_author_id, author_side, recorded_at, answers';
  await runner.query(`GRANT SELECT (${told}), INSERT (${written}) ON ${VERSION} TO vigie_incident_facility`);
}
