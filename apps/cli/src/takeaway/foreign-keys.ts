import { identifier } from '#libs/database';
import type pg from 'pg';
import { OperatorError } from '../command.js';

interface ForeignKey {
  name: string;
  child: string;
  parent: string;
  from: string[];
  to: string[];
}

/**
 * Rows are loaded in any order, and so without the database's own check of what they point at. This is that check, for every foreign key of
 * every schema.
 *
 * @throws OperatorError that names the first that does not hold
 */
export async function checkForeignKeys(client: pg.ClientBase): Promise<void> {
  for (const key of await foreignKeys(client)) {
    const [first] = key.to;
    const on = key.from.map((name, place) => `p.${identifier(key.to[place] ?? '')} = c.${identifier(name)}`);
    const filled = key.from.map((name) => `c.${identifier(name)} IS NOT NULL`);
    const { rows } = await client.query<{ lost: boolean }>(
      `SELECT EXISTS (SELECT FROM ${identifier(key.child)} c LEFT JOIN ${identifier(key.parent)} p ON ${on.join(' AND ')}
       WHERE ${filled.join(' AND ')} AND p.${identifier(first ?? '')} IS NULL) AS lost`,
    );
    if (rows[0]?.lost)
      throw new OperatorError(
        `The archive does not hold together: ${key.child} points by ${key.from.join(', ')} at rows of ${key.parent} that are not in it. Nothing was imported.`,
      );
  }
}

async function foreignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const names = (column: string, table: string) =>
    `array(SELECT a.attname::text FROM unnest(${column}) WITH ORDINALITY AS k(attnum, place)
      JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.attnum ORDER BY k.place)`;
  const named = (table: string) =>
    `(SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ${table})`;
  const { rows } = await client.query<ForeignKey>(
    `SELECT f.conname AS name, ${named('f.conrelid')} AS child, ${named('f.confrelid')} AS parent,
       ${names('f.conkey', 'f.conrelid')} AS "from", ${names('f.confkey', 'f.confrelid')} AS "to"
     FROM pg_constraint f WHERE f.contype = 'f' AND f.conparentid = 0 ORDER BY 2, 1`,
  );
  return rows;
}
