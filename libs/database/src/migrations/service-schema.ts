import type { QueryRunner } from 'typeorm';
import { SCOPE_KINDS, schemaOf, scopeRoleOf } from '../scope.js';
import { identifier } from '../sql.js';

/**
 * Creates a service's schema. Its scope roles may name what is in it, and nothing more until a table is granted; the login role may not
 * even do that.
 */
export async function createServiceSchema(runner: QueryRunner, service: string): Promise<void> {
  const schema = identifier(schemaOf(service));
  const roles = SCOPE_KINDS.map((kind) => identifier(scopeRoleOf(service, kind))).join(', ');
  await runner.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await runner.query(`GRANT USAGE ON SCHEMA ${schema} TO ${roles}`);
}
