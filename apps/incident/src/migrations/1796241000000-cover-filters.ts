import type { MigrationInterface, QueryRunner } from 'typeorm';

const INCIDENT = 'incident.incident';

/** What a filter of the queue looks at is in the index, so that counting a million incidents reads no row of theirs. */
export class CoverFilters1796241000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX incident_by_filter ON ${INCIDENT} (kind, recorded_at, id)
      INCLUDE (state, severity, territory, regional_id, facility_id)`);
    await runner.query('DROP INDEX incident.incident_by_recording');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX incident_by_recording ON ${INCIDENT} (kind, recorded_at, id)`);
    await runner.query('DROP INDEX incident.incident_by_filter');
  }
}
