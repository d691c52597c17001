import type { QueryRunner } from 'typeorm';
import { identifier, literal } from '../sql.js';

/**
 * Has an extension of PostgreSQL's own collection if the server can give it: trusted ones need no superuser, only that the owner may
 * create in the database. Call it inside the migration's transaction.
 *
 * @param name such as `pg_trgm`
 * @param schema where it goes when it is not there yet
 * @returns the schema in which its functions are, quoted; null when the server does not have it or does not let us
 */
export async function ensureExtension(runner: QueryRunner, name: string, schema: string): Promise<string | null> {
  await runner.query('SAVEPOINT extension');
  try {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS ${identifier(name)} SCHEMA ${identifier(schema)}`);
  } catch {
    await runner.query('ROLLBACK TO SAVEPOINT extension');
  }
  await runner.query('RELEASE SAVEPOINT extension');
  const found = (await runner.query(
    `SELECT nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = ${literal(name)}`,
  )) as { nspname: string }[];
  return found[0] ? identifier(found[0].nspname) : null;
}
