import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The queue by score: what was not assessed comes last. */
export class OrderByScore1796146000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX incident_by_score ON incident.incident (kind, (coalesce(score, -1)) DESC, recorded_at DESC, id DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX incident.incident_by_score');
  }
}
