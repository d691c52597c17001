import { grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'asset_inventory.csaf_document';

/** Of the agency: no facility reads it. The document itself is kept as it came, beside what was read from it. */
export class CreateCsafDocument1795536180000 implements MigrationInterface {
  name = 'CreateCsafDocument1795536180000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${TABLE} (
        id uuid PRIMARY KEY,
        tracking_id text NOT NULL,
        publisher text NOT NULL,
        publisher_namespace text NOT NULL,
        document_version text NOT NULL,
        title text NOT NULL,
        tlp text NOT NULL,
        released_at timestamptz NOT NULL,
        product_count int NOT NULL,
        vulnerability_count int NOT NULL,
        content jsonb NOT NULL,
        source bytea NOT NULL,
        source_hash bytea NOT NULL,
        imported_by uuid NOT NULL,
        imported_at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE UNIQUE INDEX csaf_document_source ON ${TABLE} (source_hash)`);
    await runner.query(`CREATE INDEX csaf_document_by_import ON ${TABLE} (imported_at, id)`);
    await runner.query(`CREATE INDEX csaf_document_by_tracking ON ${TABLE} (publisher_namespace, tracking_id)`);
    await grantTable(runner, TABLE, { agency: 'select,insert', system: 'select' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLE}`);
  }
}
