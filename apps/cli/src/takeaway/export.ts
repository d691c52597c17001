import { readFileSync } from 'node:fs';
import { services } from '#libs/contracts';
import { OWNER_ROLE, auditStatement, identifier } from '#libs/database';
import type { Clock } from '#libs/platform';
import pg from 'pg';
import { OperatorError } from '../command.js';
import { ArchiveWriter } from './archive-writer.js';
import { exportAttachments } from './attachments.export.js';
import { isAttachment } from './attachments.import.js';
import { type Table, readCatalogue, tablesOf } from './catalogue.js';
import { FORMAT, FORMAT_VERSION, type Manifest, type Scope, type TableEntry } from './manifest.js';
import { writeIncidentDocuments } from './incident-documents.js';
import { operatorEntry } from './operator.js';
import { readMe } from './read-me.js';
import { lineOf } from './table-list.js';
import { exportTable } from './table.export.js';
import type { OpenStore } from './store.js';
import { scopeOf, takeView } from './view.js';

export interface ExportOptions {
  /** A superuser's address of the platform's database. */
  url: string;
  /** The archive's folder, which is not there yet. */
  target: string;
  /** FINESS numbers; undefined for everything. */
  facilities: readonly string[] | undefined;
  openStore: OpenStore;
  clock: Clock;
  tell: (line: string) => void;
}

export interface ExportDone {
  /** Of the manifest, which stands for the whole archive. */
  sha256: string;
  rows: number;
  /** Files on incidents. */
  files: number;
  /** Files that the attachment store has lost. */
  lost: number;
}

/**
 * Writes everything that the scope owns, as it stood at one instant: one transaction that reads all schemas in one snapshot. Nothing else
 * waits for it.
 *
 * @throws OperatorError when it cannot be written there, or the database has a table that nobody has decided about
 */
export async function exportArchive(options: ExportOptions): Promise<ExportDone> {
  const client = new pg.Client({ connectionString: options.url, application_name: 'vigie export' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { archive, manifest } = await writeSnapshot(client, options);
    const sha256 = await archive.seal(manifest);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    // Before it has its name: an archive that nobody could tell the origin of must not exist.
    const files = archive.files.filter(isAttachment).length;
    await leaveAudit(client, manifest.scope, sha256, { rows, files });
    await archive.publish();
    return { sha256, rows, files, lost: manifest.lostFiles.length };
  } finally {
    await client.end();
  }
}

async function writeSnapshot(client: pg.Client, { target, facilities, openStore, clock, tell }: ExportOptions) {
  await client.query(`SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET timezone = 'UTC'`);
  await client.query(`SET datestyle = 'ISO'; SET intervalstyle = 'iso_8601'; SET extra_float_digits = 1`);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const scope = await scopeOf(client, facilities);
  const instant = clock.instant();
  const undecided = (await tablesOf(client)).filter((table) => lineOf(table) === undefined);
  if (undecided.length > 0)
    throw new OperatorError(`Nobody has decided whether ${undecided.join(', ')} is exported: see table-list.ts`);
  const archive = await ArchiveWriter.begin(target);
  const tables = await readCatalogue(client, scope.kind);
  const entries: TableEntry[] = [];
  for (const table of tables) {
    await takeView(client, scope, table.table);
    const entry = await exportTable(client, archive, table);
    tell(`${entry.table}: ${entry.rows}`);
    entries.push(entry);
  }
  const attachments = await exportAttachments(client, archive, scope, openStore);
  const { lostFiles } = attachments;
  const notIncluded = await whatStaysBehind(client, scope, tables);
  notIncluded.push(...attachments.notIncluded);
  notIncluded.push(...(await writeIncidentDocuments(client, archive, { scope, tables })));
  const manifest = await describe(client, { instant, scope, tables: entries, notIncluded, lostFiles });
  const texts = readMe(manifest, archive.files.filter(isAttachment));
  for (const [name, text] of Object.entries(texts)) await archive.write(name, text);
  await client.query('COMMIT');
  return { archive, manifest };
}

type Description = Pick<Manifest, 'instant' | 'scope' | 'tables' | 'notIncluded' | 'lostFiles'>;

async function describe(client: pg.Client, said: Description): Promise<Omit<Manifest, 'files'>> {
  await client.query('RESET ROLE');
  const { rows } = await client.query<Manifest['instance']>(
    `SELECT current_database() AS database, system_identifier::text AS system FROM pg_control_system()`,
  );
  const instance = rows[0];
  if (!instance) throw new Error('PostgreSQL does not say who it is');
  return {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    software: softwareVersion(),
    instance,
    ...said,
    schema: await schemaVersion(client),
  };
}

/** By service, the migrations that have run. */
export async function schemaVersion(client: pg.ClientBase): Promise<Record<string, string[]>> {
  const parts = ['messaging', ...services];
  const version: Record<string, string[]> = {};
  for (const part of parts) {
    const history = `migrations.${part}`;
    const { rows } = await client.query<{ present: boolean }>('SELECT to_regclass($1) IS NOT NULL AS present', [
      identifier(history),
    ]);
    if (!rows[0]?.present) continue;
    const { rows: ran } = await client.query<{ name: string }>(`SELECT name FROM ${identifier(history)} ORDER BY id`);
    version[part] = ran.map(({ name }) => name);
  }
  return version;
}

async function whatStaysBehind(client: pg.Client, scope: Scope, tables: Table[]): Promise<Manifest['notIncluded']> {
  await client.query('RESET ROLE');
  const taken = new Map(tables.map((table) => [table.table, table]));
  const behind: Manifest['notIncluded'] = [];
  for (const name of await tablesOf(client)) {
    const line = lineOf(name);
    if (line?.of === 'nobody') behind.push({ what: name, why: line.why });
    else if (!taken.has(name)) behind.push({ what: name, why: 'of the agency: not shown to facilities' });
  }
  for (const { table, hidden, secret = {} } of tables)
    for (const { name } of hidden)
      behind.push({
        what: `${table}.${name}`,
        why: name in secret ? 'secret' : 'of the agency: not shown to facilities',
      });
  if (scope.kind === 'all') behind.push(...(await underWay(client)));
  return behind;
}

/** What had been decided and was not done everywhere yet. */
async function underWay(client: pg.Client): Promise<Manifest['notIncluded']> {
  const { rows } = await client.query<{ open: string }>(
    `SELECT count(*)::text AS open FROM messaging.delivery WHERE state <> 'closed'`,
  );
  const open = rows[0]?.open ?? '0';
  return open === '0' ? [] : [{ what: `${open} deliveries of events`, why: 'under way at this instant' }];
}

async function leaveAudit(
  client: pg.Client,
  scope: Scope,
  sha256: string,
  done: { rows: number; files: number },
): Promise<void> {
  const facilities = scope.kind === 'all' ? [] : scope.facilities.map(({ id }) => id);
  const entry = operatorEntry('archive.export', sha256, { scope: scope.kind, facilities, ...done });
  await client.query('BEGIN');
  await client.query(`SET LOCAL ROLE ${identifier(OWNER_ROLE)}`);
  await client.query(auditStatement(entry, 'directory.audit'));
  await client.query('COMMIT');
}

function softwareVersion(): string {
  for (const above of ['../../../../package.json', '../../../../../package.json']) {
    try {
      const { version } = JSON.parse(readFileSync(new URL(above, import.meta.url), 'utf8')) as { version?: string };
      if (version !== undefined) return version;
    } catch {
      // The source is one folder nearer to it than what was built of it.
    }
  }
  return 'unknown';
}
