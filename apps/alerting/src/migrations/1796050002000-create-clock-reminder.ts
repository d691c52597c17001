import { addPolicy, forceRowSecurity, protectTenantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Reminders of due times, as rows like everything that is mailed. Each is told to two audiences: the facility's people, and who is in charge of
 * it at the agency.
 */
export class CreateClockReminder1796050002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alerting.mailing
        ADD COLUMN addressee_id uuid,
        DROP CONSTRAINT mailing_purpose_check,
        DROP CONSTRAINT mailing_of_duty,
        ADD CONSTRAINT mailing_purpose_check CHECK (purpose IN ('advisory', 'duty', 'recorded', 'clock')),
        ADD CONSTRAINT mailing_territory_check CHECK (purpose NOT IN ('duty', 'clock') OR territory IS NOT NULL)`);
    await runner.query(`
      CREATE TABLE alerting.clock_reminder (
        event_id uuid NOT NULL,
        audience text NOT NULL CHECK (audience IN ('facility', 'agency')),
        incident_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
        territory text NOT NULL,
        reference text NOT NULL,
        due_at timestamptz NOT NULL,
        timing text NOT NULL CHECK (timing IN ('before', 'at', 'after')),
        facility_id uuid,
        declarant_id uuid,
        addressee_id uuid,
        mailing_id uuid REFERENCES alerting.mailing,
        PRIMARY KEY (event_id, audience),
        CHECK ((audience = 'facility') = (facility_id IS NOT NULL))
      )`);
    await runner.query(
      'CREATE INDEX ON alerting.clock_reminder (territory, kind, facility_id, addressee_id) WHERE mailing_id IS NULL',
    );
    await runner.query('CREATE INDEX ON alerting.clock_reminder (mailing_id, due_at) WHERE mailing_id IS NOT NULL');
    await runner.query(
      `CREATE INDEX ON alerting.mailing (territory, kind, facility_id, addressee_id, created_at) WHERE purpose = 'clock'`,
    );
    await protectTenantTable(runner, 'alerting.clock_reminder', { system: 'select,insert,update' });
    // It has a facility now, and no facility sees it.
    await forceRowSecurity(runner, 'alerting.mailing');
    for (const scope of ['agency', 'system'] as const) await addPolicy(runner, 'alerting.mailing', scope, 'true');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE alerting.clock_reminder');
  }
}
