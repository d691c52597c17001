import type { PoolClient } from 'pg';
import { identifier, literal } from './sql.js';

/** What a parameter of a prepared statement may be. */
export type SqlValue = string | number | boolean | null | readonly string[];

const known = new WeakMap<PoolClient, Set<string>>();

/** Lets the connection parse the statement, the first time that it meets the name. */
export async function prepareStatement(client: PoolClient, begin: string, name: string, sql: string): Promise<void> {
  const names = known.get(client) ?? new Set<string>();
  if (names.has(name)) return;
  // It outlives its transaction.
  await client.query(`${begin}; PREPARE ${identifier(name)} AS ${sql}; COMMIT`);
  known.set(client, names.add(name));
}

export function executeStatement(name: string, values: readonly SqlValue[]): string {
  return `EXECUTE ${identifier(name)} (${values.map(written).join(', ')})`;
}

function written(value: SqlValue): string {
  if (value === null) return 'NULL';
  return literal(typeof value === 'object' ? arrayText(value) : String(value));
}

/** As PostgreSQL reads an array: every element quoted, so that none is taken for NULL or cut at a comma. */
const arrayText = (items: readonly string[]): string =>
  `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
