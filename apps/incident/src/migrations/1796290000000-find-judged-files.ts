import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that newer signatures may judge otherwise, the newest first: not the clean ones alone. */
export class FindJudgedFiles1796290000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX attachment_judged ON incident.attachment (stored_at DESC) INCLUDE (signatures_at, scan_at)
      WHERE state = 'stored' AND (verdict IN ('clean', 'infected') OR verdict = 'unreadable' AND finding IS NULL)`);
    await runner.query('DROP INDEX incident.attachment_clean');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX attachment_clean ON incident.attachment (stored_at DESC) INCLUDE (signatures_at, scan_at)
      WHERE state = 'stored' AND verdict = 'clean'`);
    await runner.query('DROP INDEX incident.attachment_judged');
  }
}
