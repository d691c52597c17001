import type { QueryRunner } from 'typeorm';
import { SCOPE_KINDS, schemaOf } from '../scope.js';
import { identifier } from '../sql.js';
import { addPolicy, forceRowSecurity, grantTable } from './privileges.js';

/**
 * Creates the service's `audit` table. Every scope adds rows; the agency and the system read them; nobody changes or removes
 * one: no role has the privilege, and a trigger that fires in every session refuses the owner too.
 */
export async function createAuditTable(runner: QueryRunner, service: string): Promise<void> {
  const schema = schemaOf(service);
  const table = `${schema}.audit`;
  await runner.query(`
    CREATE TABLE ${identifier(table)} (
      id uuid PRIMARY KEY,
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      action text NOT NULL,
      record_type text NOT NULL,
      record_id text,
      facility_id uuid,
      actor_id uuid NOT NULL,
      origin text NOT NULL,
      trace_id text NOT NULL,
      details jsonb NOT NULL
    )`);
  await runner.query(`CREATE INDEX ON ${identifier(table)} (record_id)`);
  await runner.query(`CREATE INDEX ON ${identifier(table)} USING brin (at)`);
  await refuseChanges(runner, schema, table);
  await forceRowSecurity(runner, table);
  for (const kind of SCOPE_KINDS) await addPolicy(runner, table, kind, 'true');
  await grantTable(runner, table, {
    facility: 'insert',
    agency: 'select,insert',
    system: 'select,insert',
    signin: 'insert',
  });
}

async function refuseChanges(runner: QueryRunner, schema: string, table: string): Promise<void> {
  const refusal = identifier(`${schema}.refuse_audit_change`);
  await runner.query(`
    CREATE FUNCTION ${refusal}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'audit rows are never changed or removed' USING ERRCODE = 'insufficient_privilege';
    END $$`);
  await runner.query(
    `CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ${identifier(table)} FOR EACH STATEMENT EXECUTE FUNCTION ${refusal}()`,
  );
  await runner.query(
    `CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ${identifier(table)} FOR EACH STATEMENT EXECUTE FUNCTION ${refusal}()`,
  );
  await runner.query(
    `ALTER TABLE ${identifier(table)} ENABLE ALWAYS TRIGGER append_only, ENABLE ALWAYS TRIGGER never_emptied`,
  );
}
