import { scopeRoleOf } from '#libs/database';
import type pg from 'pg';
import { type KeptTable, keptTables } from './table-list.js';

export interface Column {
  name: string;
  /** As PostgreSQL writes it, such as `timestamp with time zone` or `uuid[]`. */
  type: string;
  notNull: boolean;
  /** Computed by the database from the row's other columns. */
  generated: boolean;
}

export interface Table extends KeptTable {
  /** In the order of the table, without those that are secret or withheld. */
  columns: readonly Column[];
  /** Columns that are there and stay behind. */
  hidden: readonly Column[];
  /** What tells one row from another, and what rows are sorted by. */
  key: readonly string[];
}

/** Whose view of a table: the owner of all, or the scope of facilities. */
export type View = 'all' | 'facility';

interface ColumnRow extends Column {
  table: string;
  readable: boolean;
}

/** The service in whose schema a table is, as its roles are named. */
export const schemaOfTable = (table: string): string => table.slice(0, table.indexOf('.'));

/** Every table of the database that belongs to the platform, without partitions. */
export async function tablesOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\\_%'
       AND n.nspname <> 'information_schema' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** What the tables that are kept look like to the view; a table of which it sees no column is not among them. */
export async function readCatalogue(client: pg.ClientBase, view: View): Promise<Table[]> {
  const [columns, keys] = [await readColumns(client), await readKeys(client)];
  const lines = keptTables().filter(({ of }) => view === 'all' || of !== 'agency');
  return lines.flatMap((line): Table[] => {
    const all = columns.filter(({ table }) => table === line.table);
    const isHidden = ({ name, readable }: ColumnRow) =>
      name in (line.secret ?? {}) || (view === 'facility' && !readable);
    const shown = all.filter((column) => !isHidden(column)).map(plain);
    if (shown.length === 0) return [];
    const hidden = all.filter(isHidden).map(plain);
    const sorted = line.binary ? moveLast(shown, line.binary.column) : shown;
    const key = (keys.get(line.table) ?? []).filter((name) => shown.some((column) => column.name === name));
    return [{ ...line, columns: sorted, hidden, key: key.length > 0 ? key : shown.map(({ name }) => name) }];
  });
}

const plain = ({ name, type, notNull, generated }: ColumnRow): Column => ({ name, type, notNull, generated });

const moveLast = (columns: readonly Column[], name: string): Column[] => [
  ...columns.filter((column) => column.name !== name),
  ...columns.filter((column) => column.name === name),
];

async function readColumns(client: pg.ClientBase): Promise<ColumnRow[]> {
  const { rows } = await client.query<ColumnRow>(
    `SELECT k.name AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "notNull",
       a.attgenerated <> '' AS generated, has_column_privilege(k.role, a.attrelid, a.attnum, 'SELECT') AS readable
     FROM unnest($1::text[], $2::text[]) AS k(name, role)
     JOIN pg_attribute a ON a.attrelid = to_regclass(k.name) AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY k.name, a.attnum`,
    [
      keptTables().map(({ table }) => table),
      keptTables().map(({ table }) => scopeRoleOf(schemaOfTable(table), 'facility')),
    ],
  );
  return rows;
}

/** The primary key, else the first unique one. */
async function readKeys(client: pg.ClientBase): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ table: string; key: string[] }>(
    `SELECT DISTINCT ON (c.oid) n.nspname || '.' || c.relname AS "table",
       array(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum ORDER BY k.place) AS key
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE i.indisprimary OR (i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey) AND NOT a.attnotnull))
     ORDER BY c.oid, i.indisprimary DESC, i.indexrelid`,
  );
  return new Map(rows.map(({ table, key }) => [table, key]));
}
