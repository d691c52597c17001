import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which incidents were under a regional incident at an instant is told by their journals: few entries of many. */
export class FindLinking1796200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX journal_entry_linking ON incident.journal_entry ((details->>'regionalId'), incident_id, seq DESC)
      WHERE type IN ('linked', 'unlinked')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX incident.journal_entry_linking');
  }
}
