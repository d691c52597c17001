import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { identifier } from '#libs/database';
import type pg from 'pg';
import { z } from 'zod';
import { OperatorError } from '../command.js';
import type { Column } from './catalogue.js';
import { linesOf } from './lines.js';
import type { Manifest, TableEntry } from './manifest.js';
import { readBack, recordType } from './row-format.js';
import type { KeptTable } from './table-list.js';

/** So many rows or bytes go to the database at once. */
const MOST_ROWS = 1_000;
const MOST_BYTES = 512 << 10;

export interface TableLoad {
  folder: string;
  line: KeptTable;
  entry: TableEntry;
  /** The columns of the archive as the database has them. */
  columns: readonly Column[];
  /** Whose archive it is: for a facility's, `withheld` columns are made up. */
  scope: Manifest['scope'];
  sha256: string;
}

interface Batch {
  first: number;
  lines: string[];
  bytes: (Buffer | null)[];
  weight: number;
}

/**
 * Puts the rows of one table in. What the file holds is hashed again on the way: it may have been changed since it was verified.
 *
 * @throws OperatorError for a row that is not one of this table, and for a file that is not the one that was verified
 */
export async function importTable(client: pg.ClientBase, load: TableLoad): Promise<number> {
  const { folder, entry, line } = load;
  const insert = insertStatement(load);
  const names = entry.columns.map(({ name }) => name).join('\n');
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(join(folder, entry.file)) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const parts = new FileParts(folder, `files/${line.binary?.folder}/`);
  let rows = 0;
  let batch = emptyBatch(1);
  try {
    for await (const text of linesOf(hashed())) {
      rows += 1;
      const row = parseRow(text, `${entry.file}, line ${rows}`);
      if (Object.keys(row).join('\n') !== names)
        throw new OperatorError(`${entry.file}, line ${rows}: not the columns that the manifest names`);
      const bytes = line.binary ? await parts.read(row[line.binary.column]) : null;
      batch.lines.push(text);
      batch.bytes.push(bytes);
      batch.weight += text.length + (bytes?.length ?? 0);
      if (batch.lines.length < MOST_ROWS && batch.weight < MOST_BYTES) continue;
      await put(client, load, insert, batch);
      batch = emptyBatch(rows + 1);
    }
  } finally {
    await parts.close();
  }
  if (batch.lines.length > 0) await put(client, load, insert, batch);
  if (hash.digest('hex') !== load.sha256) throw new OperatorError(`${entry.file} was changed while it was read`);
  return rows;
}

const emptyBatch = (first: number): Batch => ({ first, lines: [], bytes: [], weight: 0 });

const AnyRow = z.record(z.string(), z.unknown());

function parseRow(text: string, place: string): Record<string, unknown> {
  try {
    return AnyRow.parse(JSON.parse(text));
  } catch {
    throw new OperatorError(`${place}: not a JSON object`);
  }
}

async function put(client: pg.ClientBase, { entry, line }: TableLoad, insert: string, batch: Batch): Promise<void> {
  // The lines as they stand: a number that JavaScript would round never passes through it. As bytes, which go as soon as they are sent.
  const rows = Buffer.from(`[${batch.lines.join(',')}]`);
  const values: unknown[] = [rows, ...(line.binary ? [batch.bytes] : [])];
  const { rowCount } = await client.query(insert, values).catch((error: Error) => {
    const last = batch.first + batch.lines.length - 1;
    throw new OperatorError(
      `${entry.table}, lines ${batch.first} to ${last}: the database refuses a row: ${error.message}. Nothing was imported.`,
    );
  });
  if (rowCount !== batch.lines.length) throw new OperatorError(`${entry.file}: a line holds more than one row`);
}

/** Columns that are computed are left to the database; those that are not in the archive get what the list says, or their default. */
function insertStatement({ line, entry, columns, scope }: TableLoad): string {
  const given = columns.filter(({ name }) => entry.columns.some((column) => column.name === name));
  const madeUp = { ...line.secret, ...(scope.kind === 'facility' && line.withheld) };
  const fromRow = given
    .filter(({ name, generated }) => !generated && !(name in madeUp))
    .map((column): [string, string] => [
      column.name,
      column.name === line.binary?.column ? `r.${identifier(column.name)}` : readBack(column),
    ]);
  const all = [...fromRow, ...Object.entries(madeUp)];
  const inJson = given.filter(({ name }) => name !== line.binary?.column);
  const source = line.binary
    ? `ROWS FROM (json_to_recordset($1::json) AS (${recordType(inJson)}), unnest($2::bytea[]))
       AS r(${[...inJson.map(({ name }) => identifier(name)), identifier(line.binary.column)].join(', ')})`
    : `json_to_recordset($1::json) AS r(${recordType(inJson)})`;
  return `INSERT INTO ${identifier(entry.table)} (${all.map(([name]) => identifier(name)).join(', ')})
    SELECT ${all.map(([, sql]) => sql).join(', ')} FROM ${source}`;
}

const Part = z.strictObject({
  file: z.string(),
  offset: z.int().nonnegative(),
  bytes: z
    .int()
    .nonnegative()
    .max(64 << 20),
});

/** Bytes of rows, out of the files that the rows name; rows of one file follow each other. */
class FileParts {
  private open: { path: string; handle: FileHandle } | undefined;

  constructor(
    private readonly folder: string,
    /** Where files of this table are, and no other. */
    private readonly prefix: string,
  ) {}

  async read(value: unknown): Promise<Buffer | null> {
    if (value === null) return null;
    const part = Part.safeParse(value);
    if (!part.success || !part.data.file.startsWith(this.prefix) || part.data.file.includes('..'))
      throw new OperatorError(`A row names bytes that are no part of a file in ${this.prefix}`);
    const { file, offset, bytes } = part.data;
    if (this.open?.path !== file) {
      await this.close();
      this.open = { path: file, handle: await open(join(this.folder, file), 'r') };
    }
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await this.open.handle.read(buffer, 0, bytes, offset);
    if (bytesRead !== bytes) throw new OperatorError(`${file} ends before the bytes that a row names`);
    return buffer;
  }

  async close(): Promise<void> {
    await this.open?.handle.close();
    this.open = undefined;
  }
}
