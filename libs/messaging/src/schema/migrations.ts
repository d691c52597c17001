import { services } from '#libs/contracts';
import type { Migrated } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createMaintenance } from './create-maintenance.js';
import { createOutboxTables } from './create-tables.js';
import { admitService, forceOutboxSecurity } from './protect-tables.js';

class CreateOutbox1763900000000 implements MigrationInterface {
  name = 'CreateOutbox1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await createOutboxTables(runner);
    await createMaintenance(runner);
    await forceOutboxSecurity(runner);
    for (const service of services) await admitService(runner, service);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}

/**
 * Deliveries by event first. With the day first, as the partitions have it, the planner of a quiet hour finds a consumer's few deliveries by
 * day and consumer; in a storm every batch then reads all of the day's deliveries to close its dozen.
 */
class FindDeliveriesByEvent1764000000000 implements MigrationInterface {
  name = 'FindDeliveriesByEvent1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE messaging.delivery DROP CONSTRAINT delivery_pkey');
    await runner.query('ALTER TABLE messaging.delivery ADD PRIMARY KEY (event_id, consumer, day)');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}

/** The shared schema `messaging`, for `runMigrations`. A service added later is admitted by a migration of its own. */
export const messagingMigrated: Migrated = {
  name: 'messaging',
  migrations: [CreateOutbox1763900000000, FindDeliveriesByEvent1764000000000],
};
