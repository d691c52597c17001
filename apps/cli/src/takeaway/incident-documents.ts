import { identifier } from '#libs/database';
import type pg from 'pg';
import type { ArchiveWriter, WrittenFile } from './archive-writer.js';
import type { Table } from './catalogue.js';
import { rowsOf } from './cursor.js';
import type { Manifest, Scope } from './manifest.js';
import { rowsAsJson } from './row-format.js';
import { takeView } from './view.js';

/** More files than this help nobody to read, and take longer than all the tables. */
const MOST_DOCUMENTS = 20_000;
const SUBJECT = 'incident.incident';

/** What belongs to an incident by way of its files. */
const OF_ITS_FILES: Readonly<Record<string, string>> = {
  'incident.custody': 't.attachment_id IN (SELECT a.id FROM incident.attachment a WHERE a.incident_id = s.id)',
};

/** A record that belongs to an incident. */
interface Row extends pg.QueryResultRow {
  reference: string;
  /** Which of the document's tables it is of. */
  part: number;
  record: string;
}

/**
 * For people: each incident with all that belongs to it, as one document. They repeat the tables, and an import does not read them.
 * Written record by record, for one incident may have a hundred thousand.
 *
 * @returns what to say where there are none
 */
export async function writeIncidentDocuments(
  client: pg.ClientBase,
  archive: ArchiveWriter,
  { scope, tables }: { scope: Scope; tables: readonly Table[] },
): Promise<Manifest['notIncluded']> {
  const subject = tables.find(({ table }) => table === SUBJECT);
  if (!subject) return [];
  await takeView(client, scope, SUBJECT);
  const { rows } = await client.query<{ total: string }>(`SELECT count(*)::text AS total FROM ${SUBJECT}`);
  const total = Number(rows[0]?.total);
  if (total > MOST_DOCUMENTS)
    return [{ what: 'incidents/', why: `${total} incidents are too many for a document each: they are in tables/` }];
  const parts = tables.filter(({ table, columns, binary }) => isOfIncident(table, columns) && !binary);
  const names = [SUBJECT, ...parts.map(({ table }) => table)];
  let open: IncidentDocument | undefined;
  const weigh = ({ record }: Row) => record.length;
  for await (const { reference, part, record } of rowsOf<Row>(client, query(subject, parts), weigh)) {
    if (open?.reference !== reference) {
      await open?.end();
      const file = await archive.create(`incidents/${reference.replace(/[^A-Za-z0-9-]/g, '_')}.json`);
      open = new IncidentDocument(archive, file, reference, names);
    }
    await open.add(part, record);
  }
  await open?.end();
  return [];
}

/** A JSON document of one incident: its own record, and a list of records for each table. */
class IncidentDocument {
  private part = 0;
  private isFirst = true;

  constructor(
    private readonly archive: ArchiveWriter,
    private readonly file: WrittenFile,
    readonly reference: string,
    private readonly names: readonly string[],
  ) {}

  async add(part: number, record: string): Promise<void> {
    if (part === 0) return this.file.add(`{\n    ${JSON.stringify(SUBJECT)}: ${record.replaceAll('\n', '\n    ')}`);
    await this.goTo(part);
    await this.file.add(`${this.isFirst ? '' : ','}\n        ${record.replaceAll('\n', '\n        ')}`);
    this.isFirst = false;
  }

  async end(): Promise<void> {
    await this.goTo(this.names.length);
    await this.file.add('\n}\n');
    await this.archive.close(this.file);
  }

  /** Ends the list that is open, and begins those up to this one. */
  private async goTo(part: number): Promise<void> {
    while (this.part < part) {
      if (this.part > 0) await this.file.add(this.isFirst ? ']' : '\n    ]');
      this.part += 1;
      this.isFirst = true;
      const name = this.names[this.part];
      if (name !== undefined) await this.file.add(`,\n    ${JSON.stringify(name)}: [`);
    }
  }
}

/** In the order of the documents, record by record. */
function query(subject: Table, parts: readonly Table[]): string {
  const records = (table: Table, part: number, condition: string) =>
    `SELECT ${part} AS part, row_number() OVER () AS place, jsonb_pretty(q.line::jsonb) AS record
     FROM (${rowsAsJson(table, condition)}) q`;
  const all = [
    records(subject, 0, 't.id = s.id'),
    ...parts.map((table, at) => records(table, at + 1, OF_ITS_FILES[table.table] ?? 't.incident_id = s.id')),
  ];
  return `SELECT s.reference, p.part, p.record FROM ${identifier(SUBJECT)} s
    CROSS JOIN LATERAL (${all.join(' UNION ALL ')}) p ORDER BY s.reference, p.part, p.place`;
}

const isOfIncident = (table: string, columns: Table['columns']): boolean =>
  table in OF_ITS_FILES ||
  (table.startsWith('incident.') && table !== SUBJECT && columns.some(({ name }) => name === 'incident_id'));
