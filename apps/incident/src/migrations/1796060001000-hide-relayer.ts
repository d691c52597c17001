import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A facility is told that a declaration came by relay, in its source, and not by whom: the database keeps the person from it, as it does who
 * at the agency is in charge. It goes on writing the column.
 */
export class HideRelayer1796060001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE SELECT (relayed_by) ON incident.incident FROM vigie_incident_facility');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT SELECT (relayed_by) ON incident.incident TO vigie_incident_facility');
  }
}
