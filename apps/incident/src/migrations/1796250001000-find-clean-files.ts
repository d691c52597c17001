import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that were found clean, the newest first: they are looked at again with newer signatures. */
export class FindCleanFiles1796250001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX attachment_clean ON incident.attachment (stored_at DESC) INCLUDE (signatures_at, scan_at)
      WHERE state = 'stored' AND verdict = 'clean'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX incident.attachment_clean');
  }
}
