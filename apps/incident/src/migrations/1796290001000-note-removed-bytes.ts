import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of a destroyed file: since when the store has nothing of it any more. Until then the sweep sees to it. */
export class NoteRemovedBytes1796290001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incident.attachment
        ADD removed_at timestamptz,
        ADD CONSTRAINT attachment_removed CHECK (removed_at IS NULL OR state = 'destroyed')`);
    await runner.query(`
      CREATE INDEX attachment_to_remove ON incident.attachment (id) WHERE state = 'destroyed' AND removed_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE incident.attachment DROP removed_at');
  }
}
