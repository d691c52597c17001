import type { MigrationInterface, QueryRunner } from 'typeorm';

const INCIDENT = 'incident.incident';

/**
 * What the machine key was called when it declared: the name is the directory's, which whoever reads the incident need not be able to
 * ask, and a key may end long before the incident does.
 */
export class AddMachineName1796090001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ${INCIDENT} ADD COLUMN machine_name text`);
    await runner.query(`GRANT SELECT (machine_name), INSERT (machine_name) ON ${INCIDENT} TO vigie_incident_facility`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE ${INCIDENT} DROP COLUMN machine_name`);
  }
}
