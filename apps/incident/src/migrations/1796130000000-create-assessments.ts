import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const INCIDENT = 'incident.incident';
const ASSESSMENT = 'incident.assessment';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;

/** How grave incidents were taken for, each time; the incident itself holds the last. */
export class CreateAssessments1796130000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ${INCIDENT} ADD COLUMN score smallint, ADD COLUMN outlook text`);
    await runner.query(`GRANT UPDATE (score, outlook) ON ${INCIDENT} TO vigie_incident_agency`);
    await runner.query(`GRANT SELECT (score, outlook) ON ${INCIDENT} TO vigie_incident_facility`);
    await runner.query(`
      CREATE TABLE ${ASSESSMENT} (
        id uuid PRIMARY KEY,
        incident_id uuid NOT NULL REFERENCES ${INCIDENT} (id),
        facility_id uuid NOT NULL,
        answers jsonb NOT NULL,
        score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
        computed text NOT NULL,
        severity text NOT NULL,
        outlook text NOT NULL,
        reason text,
        assessed_by uuid NOT NULL,
        assessed_at timestamptz NOT NULL,
        CHECK (severity = computed OR reason IS NOT NULL)
      )`);
    await runner.query(`CREATE INDEX assessment_by_incident ON ${ASSESSMENT} (incident_id, assessed_at DESC, id DESC)`);
    await forceRowSecurity(runner, ASSESSMENT);
    await addPolicy(runner, ASSESSMENT, 'facility', OWN);
    for (const scope of ['agency', 'system'] as const) await addPolicy(runner, ASSESSMENT, scope, 'true');
    await grantTable(runner, ASSESSMENT, { agency: 'select,insert', system: 'select' });
    const told = 'id, incident_id, facility_id, answers, score, computed, severity, outlook, assessed_at';
    await runner.query(`GRANT SELECT (${told}) ON ${ASSESSMENT} TO vigie_incident_facility`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${ASSESSMENT}`);
    await runner.query(`ALTER TABLE ${INCIDENT} DROP COLUMN score, DROP COLUMN outlook`);
  }
}
