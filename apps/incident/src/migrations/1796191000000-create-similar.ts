import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const DISMISSAL = 'incident.similar_dismissal';
const OWNER = 'incident.facility_owner';
const TOLD = 'incident.similar_told';

/** What was set aside as not similar, and of whom a facility is told a number. */
export class CreateSimilar1796191000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createDismissals(runner);
    await createTold(runner);
    await createAnswer(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION incident.similar_told_to, incident.similar_band');
    await runner.query('ALTER TABLE incident.regional_incident DROP COLUMN told_round');
    await runner.query(`DROP TABLE ${TOLD}, ${OWNER}, ${DISMISSAL}`);
  }
}

/** One row for a pair, whichever of the two was asked about. `evidence` is what spoke for it then: it comes back when more does. */
async function createDismissals(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${DISMISSAL} (
      one_id uuid NOT NULL REFERENCES incident.incident (id),
      other_id uuid NOT NULL REFERENCES incident.incident (id),
      reason text NOT NULL,
      evidence text[] NOT NULL,
      at timestamptz NOT NULL,
      by uuid NOT NULL,
      PRIMARY KEY (one_id, other_id),
      CHECK (one_id < other_id)
    )`);
  await runner.query(`CREATE INDEX similar_dismissal_by_other ON ${DISMISSAL} (other_id)`);
  await forceRowSecurity(runner, DISMISSAL);
  await addPolicy(runner, DISMISSAL, 'agency', 'true');
  await grantTable(runner, DISMISSAL, { agency: 'select,insert,update,delete' });
}

/**
 * Legal entities as the directory knows them, and those of which the facilities under a regional incident were told at its last full
 * round. No facility reads either: it asks the function below.
 */
async function createTold(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE TABLE ${OWNER} (facility_id uuid PRIMARY KEY, owner text NOT NULL)`);
  await runner.query(`CREATE INDEX facility_owner_by_owner ON ${OWNER} (owner)`);
  await runner.query(`
    CREATE TABLE ${TOLD} (
      regional_id uuid NOT NULL REFERENCES incident.regional_incident (id),
      facility_id uuid NOT NULL,
      owner text NOT NULL,
      PRIMARY KEY (regional_id, facility_id)
    )`);
  for (const table of [OWNER, TOLD]) {
    await forceRowSecurity(runner, table);
    await addPolicy(runner, table, 'system', 'true');
  }
  await grantTable(runner, OWNER, { system: 'select,insert,update' });
  await grantTable(runner, TOLD, { system: 'select,insert,delete' });
  await runner.query('ALTER TABLE incident.regional_incident ADD COLUMN told_round bigint NOT NULL DEFAULT 0');
  await runner.query('GRANT UPDATE (told_round) ON incident.regional_incident TO vigie_incident_system');
  await runner.query('GRANT UPDATE (version, changed_at, similar_count) ON incident.incident TO vigie_incident_system');
}

/**
 * The one way in which a number of similar declarations reaches a facility: legal entities other than its own and than those of all
 * facilities in scope, among those of the last round, in bands. Null below three, for another's incident, and for one that was linked after the round: whether there was a number before
 * it came is nobody's to learn.
 */
async function createAnswer(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION incident.similar_band(owners bigint) RETURNS int LANGUAGE sql IMMUTABLE AS $$
      SELECT CASE WHEN owners > 10 THEN 11 WHEN owners > 5 THEN 6 WHEN owners > 2 THEN 3 END
    $$`);
  await runner.query(`
    CREATE FUNCTION incident.similar_told_to(asked uuid) RETURNS int
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      WITH scope AS (SELECT unnest(nullif(current_setting('vigie.facilities', true), '')::uuid[]) AS facility_id),
      own AS (SELECT owner FROM ${OWNER} JOIN scope USING (facility_id))
      SELECT incident.similar_band(count(DISTINCT t.owner))
      FROM incident.incident i JOIN ${TOLD} t ON t.regional_id = i.regional_id
      WHERE i.id = asked AND i.similar_count IS NOT NULL AND i.facility_id IN (SELECT facility_id FROM scope)
        AND t.facility_id NOT IN (SELECT facility_id FROM scope) AND t.owner NOT IN (SELECT owner FROM own)
    $$`);
  await runner.query('REVOKE ALL ON FUNCTION incident.similar_told_to FROM PUBLIC');
  await runner.query('GRANT EXECUTE ON FUNCTION incident.similar_told_to TO vigie_incident_facility');
}
