import type { QueryRunner } from 'typeorm';
import { schemaOf } from '../scope.js';
import { identifier } from '../sql.js';
import { addPolicy, forceRowSecurity, grantTable } from './privileges.js';

const OWN = `actor_id = nullif(current_setting('vigie.actor', true), '')::uuid`;

/**
 * Creates the service's `idempotency` table. A person meets the own keys only. The answer is `json`, not `jsonb`: a repeated
 * request gets the same bytes. The table is rewritten once a row, so it keeps room for that.
 */
export async function createIdempotencyTable(runner: QueryRunner, service: string): Promise<void> {
  const table = `${schemaOf(service)}.idempotency`;
  await runner.query(`
    CREATE TABLE ${identifier(table)} (
      actor_id uuid NOT NULL,
      operation text NOT NULL,
      key text NOT NULL,
      body_hash bytea NOT NULL,
      response json,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (actor_id, operation, key)
    ) WITH (fillfactor = 60)`);
  await runner.query(`CREATE INDEX ON ${identifier(table)} USING brin (created_at)`);
  await forceRowSecurity(runner, table);
  await addPolicy(runner, table, 'facility', OWN);
  await addPolicy(runner, table, 'agency', OWN);
  await addPolicy(runner, table, 'system', 'true');
  await grantTable(runner, table, {
    facility: 'select,insert,update',
    agency: 'select,insert,update',
    system: 'select,insert,update,delete',
  });
}
