import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The way to the oldest message that waits, without looking through all that wait or have arrived. */
export class IndexWaitingWebhooks1796280000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX webhook_delivery_waiting ON alerting.webhook_delivery (endpoint_id, at, id) WHERE state = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX alerting.webhook_delivery_waiting');
  }
}
