import { createAuditTable, createIdempotencyTable, createServiceSchema } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateServiceTables1795514400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createServiceSchema(runner, 'alerting');
    await createAuditTable(runner, 'alerting');
    await createIdempotencyTable(runner, 'alerting');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA alerting CASCADE');
  }
}
