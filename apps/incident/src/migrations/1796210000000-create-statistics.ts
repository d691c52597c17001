import { forceRowSecurity, addPolicy, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const MONTH = 'incident.figure_month';
const RELEASE = 'incident.figure_release';
/** What of an incident is counted: when one of these is written, the month in which it was declared is counted again. */
const COUNTED = `state, kind, territory, recorded_at, since, aware_at, suspected_malicious, malicious, degraded_mode, care_services,
  patient_danger, data_touched, data_classes, supplier, help_wanted, nature, report, rsit_class, severity, source`;

/** Past months, counted once for all readings, and what was published of closed quarters. */
export class CreateStatistics1796210000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createMonths(runner);
    await createTrigger(runner);
    await createReleases(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER incident_counted ON incident.incident');
    await runner.query('DROP TRIGGER incident_counted_late ON incident.incident');
    await runner.query('DROP FUNCTION incident.figures_changed');
    await runner.query(`DROP TABLE ${RELEASE}, ${MONTH}`);
  }
}

/** `cells` are the counts as of the change `counted`; they are true while no other change has come. */
async function createMonths(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${MONTH} (
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      month text NOT NULL,
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      noted_at timestamptz NOT NULL,
      changes int NOT NULL DEFAULT 0,
      counted int,
      cells jsonb,
      PRIMARY KEY (kind, month)
    ) WITH (fillfactor = 70)`);
  await forceRowSecurity(runner, MONTH);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, MONTH, scope, 'true');
  await grantTable(runner, MONTH, { agency: 'select', system: 'select,insert,update' });
}

/**
 * The months that are counted have ended, so that a declaration writes nothing here; a step of an old incident counts one change. It runs as
 * its owner: a facility that completes its declaration has no right to the table.
 */
async function createTrigger(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION incident.figures_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      UPDATE ${MONTH} SET changes = changes + 1
      WHERE (kind = NEW.kind AND starts_at <= NEW.recorded_at AND NEW.recorded_at < ends_at)
        OR (TG_OP = 'UPDATE' AND kind = OLD.kind AND starts_at <= OLD.recorded_at AND OLD.recorded_at < ends_at);
      RETURN NULL;
    END $$`);
  await runner.query('REVOKE ALL ON FUNCTION incident.figures_changed FROM PUBLIC');
  await runner.query(
    `CREATE TRIGGER incident_counted AFTER UPDATE OF ${COUNTED} ON incident.incident
     FOR EACH ROW EXECUTE FUNCTION incident.figures_changed()`,
  );
  // What is recorded for the past (an import) counts, too; a declaration of now asks nothing.
  await runner.query(
    `CREATE TRIGGER incident_counted_late AFTER INSERT ON incident.incident
     FOR EACH ROW WHEN (NEW.recorded_at < statement_timestamp() - interval '1 hour') EXECUTE FUNCTION incident.figures_changed()`,
  );
}

/** A quarter is in one release only, and nobody may change or take back what was published: there is no privilege for it. */
async function createReleases(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${RELEASE} (
      id uuid PRIMARY KEY,
      first_quarter text NOT NULL UNIQUE,
      last_quarter text NOT NULL UNIQUE,
      incidents int NOT NULL,
      tables jsonb NOT NULL,
      published_at timestamptz NOT NULL,
      published_by uuid NOT NULL,
      CHECK (first_quarter <= last_quarter)
    )`);
  await forceRowSecurity(runner, RELEASE);
  // Published for every facility, but a scope of none sees nothing.
  await addPolicy(runner, RELEASE, 'facility', `nullif(current_setting('vigie.facilities', true), '')::uuid[] <> '{}'`);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, RELEASE, scope, 'true');
  const told = 'id, first_quarter, last_quarter, incidents, tables, published_at';
  await runner.query(`GRANT SELECT (${told}) ON ${RELEASE} TO vigie_incident_facility`);
  await grantTable(runner, RELEASE, { agency: 'select,insert', system: 'select' });
}
