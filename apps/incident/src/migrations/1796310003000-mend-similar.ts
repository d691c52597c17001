import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What spoke for a pair was named by the other's spelling, and by each product: it is named for both now. */
export class MendSimilar1796310003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE incident.similar_dismissal d SET evidence = ARRAY(
        SELECT DISTINCT CASE
          WHEN name LIKE 'supplier %' THEN 'supplier ' ||
            concat_ws(' / ', least(one.supplier_key COLLATE "C", other.supplier_key), greatest(one.supplier_key COLLATE "C", other.supplier_key))
          WHEN name LIKE 'product %' THEN 'product'
          ELSE name
        END FROM unnest(d.evidence) name)
      FROM incident.incident one, incident.incident other WHERE one.id = d.one_id AND other.id = d.other_id`);
    // What it is told the function answers that knows for whom it counts.
    await runner.query('REVOKE SELECT (similar_count) ON incident.incident FROM vigie_incident_facility');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT SELECT (similar_count) ON incident.incident TO vigie_incident_facility');
  }
}
