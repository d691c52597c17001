import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words of what was there before; what is written meanwhile is kept by the triggers. */
export class FillSearchText1796240001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      SELECT incident.write_text(i, side, part) FROM incident.incident i, unnest(ARRAY['agency', 'facility']) side,
        generate_series(0, i.journal_seq / 100) part`);
    await runner.query('ANALYZE incident.search_text');
  }

  async down(): Promise<void> {
    // Its table goes with the migration before.
  }
}
