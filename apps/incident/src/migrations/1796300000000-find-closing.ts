import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which incidents were open at an instant is told by what was closed since. The journal has the index: one on the incidents' own instant of
 * change would be written anew with every step of every incident.
 */
export class FindClosing1796300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX journal_entry_closing ON incident.journal_entry (at) INCLUDE (incident_id) WHERE type = 'closed'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX incident.journal_entry_closing');
  }
}
