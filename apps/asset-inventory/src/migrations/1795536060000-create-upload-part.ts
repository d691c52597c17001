import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'asset_inventory.upload_part';
const OWN = `actor_id = nullif(current_setting('vigie.actor', true), '')::uuid`;

/** Files on their way in: whoever sends one is the only one who sees it. The actor is part of the key, so that nobody can take an id away. */
export class CreateUploadPart1795536060000 implements MigrationInterface {
  name = 'CreateUploadPart1795536060000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${TABLE} (
        actor_id uuid NOT NULL,
        upload_id uuid NOT NULL,
        index int NOT NULL CHECK (index >= 0),
        is_last boolean NOT NULL,
        data bytea NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (actor_id, upload_id, index)
      )`);
    await runner.query(`CREATE INDEX upload_part_by_age ON ${TABLE} (received_at)`);
    await forceRowSecurity(runner, TABLE);
    await addPolicy(runner, TABLE, 'facility', OWN);
    await addPolicy(runner, TABLE, 'agency', OWN);
    await addPolicy(runner, TABLE, 'system', 'true');
    await grantTable(runner, TABLE, { facility: 'select,insert', agency: 'select,insert', system: 'select,delete' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLE}`);
  }
}
