import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The words of what was there before. In a transaction of its own, after the triggers stand: it locks nobody out, and what is written
 * meanwhile is kept by the triggers.
 */
export class FillWordings1796190001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO incident.supplier_name (key)
      SELECT DISTINCT supplier_key FROM incident.incident WHERE supplier_key IS NOT NULL ON CONFLICT DO NOTHING`);
    await runner.query(`
      INSERT INTO incident.wording (incident_id, kind, at, supplier_key, document)
      SELECT id, kind, recorded_at, supplier_key, incident.answers_document(supplier, what, report)
      FROM incident.incident ON CONFLICT DO NOTHING`);
    await runner.query('ANALYZE incident.wording');
  }

  async down(): Promise<void> {
    // Its table goes with the migration before.
  }
}
