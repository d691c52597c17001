import { scopeRoleOf } from '#libs/database';
import { runMigrations } from 'bullmq';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { QUEUE_SCHEMA } from '../mails/queue-schema.js';

/**
 * BullMQ's own tables, for the system scope only. An update of BullMQ with newer tables needs a migration like this one; it
 * runs what is missing.
 */
export class CreateMailQueue1795514640000 implements MigrationInterface {
  /** BullMQ opens a transaction of its own. */
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runMigrations(await runner.connect(), QUEUE_SCHEMA);
    const role = scopeRoleOf('alerting', 'system');
    const rights = 'SELECT, INSERT, UPDATE, DELETE';
    // BullMQ makes a sequence for each queue when it first adds to it, and a temporary table for each bulk.
    await runner.query(`GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
    await runner.query(
      `DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO ${role}', current_database()); END $$`,
    );
    await runner.query(`GRANT ${rights} ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
    await runner.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`);
    await runner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${QUEUE_SCHEMA} GRANT ${rights} ON TABLES TO ${role}`);
    await runner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${QUEUE_SCHEMA} GRANT USAGE ON SEQUENCES TO ${role}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA ${QUEUE_SCHEMA} CASCADE`);
  }
}
