import { createAuditTable, createIdempotencyTable, createServiceSchema } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const SERVICE = 'asset-inventory';

export class CreateServiceTables1795536000000 implements MigrationInterface {
  name = 'CreateServiceTables1795536000000';

  async up(runner: QueryRunner): Promise<void> {
    await createServiceSchema(runner, SERVICE);
    await createAuditTable(runner, SERVICE);
    await createIdempotencyTable(runner, SERVICE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA asset_inventory CASCADE');
  }
}
