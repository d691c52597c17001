import {
  addPolicy,
  createAuditTable,
  createServiceSchema,
  forceRowSecurity,
  grantTable,
  protectTenantTable,
} from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateGateway1795478400000 implements MigrationInterface {
  name = 'CreateGateway1795478400000';

  async up(runner: QueryRunner): Promise<void> {
    await createServiceSchema(runner, 'gateway');
    await createAuditTable(runner, 'gateway');
    await createSessions(runner);
    await createFeeds(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}

/** `refreshed_at`: when the directory last said that `identity` holds. */
async function createSessions(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE gateway.session (
      id_hash bytea PRIMARY KEY,
      person_id uuid NOT NULL,
      identity jsonb NOT NULL,
      refreshed_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL
    )`);
  await runner.query('CREATE INDEX ON gateway.session (person_id)');
  await runner.query('CREATE INDEX ON gateway.session (expires_at)');
  await forceRowSecurity(runner, 'gateway.session');
  await addPolicy(runner, 'gateway.session', 'system', 'true');
  await grantTable(runner, 'gateway.session', { system: 'select,insert,update,delete' });
}

/**
 * `feed_head` numbers each recipient's rows without gaps: its row is locked until the numbered rows commit, so nobody sees a
 * number whose predecessor is still to come. It is rewritten with every batch, and keeps room for that.
 */
async function createFeeds(runner: QueryRunner): Promise<void> {
  const facility = `CASE WHEN recipient LIKE 'facility:%' THEN substr(recipient, 10)::uuid END`;
  await runner.query(`
    CREATE TABLE gateway.feed_head (
      recipient text PRIMARY KEY,
      last_cursor bigint NOT NULL,
      facility_id uuid GENERATED ALWAYS AS (${facility}) STORED
    ) WITH (fillfactor = 30)`);
  await runner.query(`
    CREATE TABLE gateway.feed (
      recipient text NOT NULL,
      cursor bigint NOT NULL,
      event_id uuid NOT NULL,
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      type text NOT NULL,
      record_id uuid NOT NULL,
      reference text,
      summary jsonb NOT NULL,
      at timestamptz NOT NULL,
      facility_id uuid GENERATED ALWAYS AS (${facility}) STORED,
      PRIMARY KEY (recipient, cursor)
    )`);
  for (const table of ['gateway.feed', 'gateway.feed_head']) {
    await protectTenantTable(runner, table, { facility: 'select', system: 'select,insert,update' });
    await addPolicy(runner, table, 'agency', 'facility_id IS NULL');
    await grantTable(runner, table, { agency: 'select' });
  }
}
