import type pg from 'pg';
import type { ArchiveWriter, WrittenFile } from './archive-writer.js';
import type { Table } from './catalogue.js';
import { rowsOf } from './cursor.js';
import type { TableEntry } from './manifest.js';
import { rowsAsJson, rowSchema } from './row-format.js';

interface Row extends pg.QueryResultRow {
  /** Parsed by the driver would be rounded: it is asked for as text. */
  line: string;
  file?: string;
  bytes?: Buffer | null;
}

const FILE_NAME = /^[0-9a-f-]{36}$/;

/** Writes a table's rows, one JSON document a line, and the bytes among them as files. */
export async function exportTable(client: pg.ClientBase, archive: ArchiveWriter, table: Table): Promise<TableEntry> {
  const { table: name, of, why, key, columns } = table;
  await archive.write(`schemas/${name}.schema.json`, `${JSON.stringify(rowSchema(table), undefined, 1)}\n`);
  const file = await archive.create(`tables/${name}.ndjson`);
  const bytes = new ByteFiles(archive, table);
  let rows = 0;
  const weigh = ({ line, bytes: own }: Row) => line.length + (own?.length ?? 0);
  const query = `SELECT line::text AS line${table.binary ? ', file, bytes' : ''} FROM (${rowsAsJson(table)}) q`;
  for await (const row of rowsOf<Row>(client, query, weigh)) {
    await file.add(`${await bytes.add(row)}\n`);
    rows += 1;
  }
  await bytes.close();
  await archive.close(file);
  return { table: name, of, why, file: file.path, rows, key: [...key], columns: [...columns] };
}

/** Rows that follow each other and name the same file are appended to it: the key begins with the name. */
class ByteFiles {
  private open: { name: string; file: WrittenFile } | undefined;

  constructor(
    private readonly archive: ArchiveWriter,
    private readonly table: Table,
  ) {}

  /** @returns the row's line, with the place of its bytes in it */
  async add({ line, file: name, bytes }: Row): Promise<string> {
    const { binary } = this.table;
    if (!binary) return line;
    if (!bytes || name === undefined) return withMember(line, binary.column, null);
    const file = await this.fileFor(name);
    const part = { file: file.path, offset: file.bytes, bytes: bytes.length };
    await file.add(bytes);
    return withMember(line, binary.column, part);
  }

  async close(): Promise<void> {
    if (this.open) await this.archive.close(this.open.file);
    this.open = undefined;
  }

  private async fileFor(name: string): Promise<WrittenFile> {
    if (this.open?.name === name) return this.open.file;
    await this.close();
    if (!FILE_NAME.test(name)) throw new Error(`${this.table.table} names its files by something that is no uuid`);
    const file = await this.archive.create(`files/${this.table.binary?.folder}/${name}`);
    this.open = { name, file };
    return file;
  }
}

/** At the end of a JSON object that is written already, so that its numbers stay as the database wrote them. */
const withMember = (line: string, name: string, value: unknown): string =>
  `${line.slice(0, -1)}${line === '{}' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}}`;
