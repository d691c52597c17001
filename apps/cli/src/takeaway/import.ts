import { OWNER_ROLE, auditStatement, identifier, loginRoleOf } from '#libs/database';
import { services } from '#libs/contracts';
import type { Clock } from '#libs/platform';
import pg from 'pg';
import { OperatorError } from '../command.js';
import type { AttachmentIntake } from '../built-modules.js';
import { importAttachments, isAttachment } from './attachments.import.js';
import { type Table, readCatalogue } from './catalogue.js';
import { schemaVersion } from './export.js';
import { checkForeignKeys } from './foreign-keys.js';
import type { Manifest } from './manifest.js';
import { operatorEntry } from './operator.js';
import { advanceNumbers, makeWords, quietWhatWaits } from './settle.js';
import type { OpenStore } from './store.js';
import { importTable } from './table.import.js';
import { DERIVED_FOR_FACILITY, keptTables } from './table-list.js';
import { type Verified, verifyArchive } from './verify.js';

export interface ImportOptions {
  /** A superuser's address of an empty, migrated database. */
  url: string;
  folder: string;
  /** The SHA-256 of the manifest, as the export printed it. */
  expected?: string | undefined;
  openStore: OpenStore;
  clock: Clock;
  tell: (line: string) => void;
}

/** "vgim" in ASCII: two imports into one database wait for each other. */
const IMPORT_LOCK = 0x7667696d;

/**
 * Verifies the archive, then takes it in, in one transaction: an import that is killed has not happened, and one that is repeated does
 * nothing, but for files that had not got their names when it was killed right after its commit.
 *
 * @returns whether it was taken in now; false where the same archive was before
 * @throws OperatorError when the archive or the instance is not fit for it; nothing has been written then
 */
export async function importArchive(options: ImportOptions): Promise<boolean> {
  const { url, folder, expected, tell } = options;
  const archive = await verifyArchive(folder, expected);
  tell(`${archive.manifest.files.length} files are as they were written on ${archive.manifest.instant}`);
  const client = new pg.Client({ connectionString: url, application_name: 'vigie import' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET timezone = 'UTC'`);
    await client.query('SELECT pg_advisory_lock($1)', [IMPORT_LOCK]);
    await nobodyElse(client);
    const intake = await intakeFor(archive, options);
    const isNew = !(await isImported(client, archive.sha256));
    if (isNew) {
      await sameSchema(client, archive.manifest, tell);
      await client.query('BEGIN');
      await mustBeEmpty(client);
      await takeInWhole(client, archive, intake, options);
    }
    await intake?.settle();
    return isNew;
  } finally {
    // Closing the connection rolls back what was not committed, and gives the lock back.
    await client.end();
  }
}

/** Undefined for an archive without files on incidents. */
async function intakeFor(
  { manifest, sha256 }: Verified,
  { openStore }: ImportOptions,
): Promise<AttachmentIntake | undefined> {
  const isNeeded = manifest.files.some(isAttachment) || manifest.lostFiles.length > 0;
  return isNeeded ? (await openStore()).intake(sha256) : undefined;
}

/** Rows and files, or nothing of either. */
async function takeInWhole(
  client: pg.Client,
  archive: Verified,
  intake: AttachmentIntake | undefined,
  options: ImportOptions,
): Promise<void> {
  try {
    await takeIn(client, archive, intake, options);
  } catch (error) {
    await intake?.discard();
    throw error;
  }
  await client.query('COMMIT');
}

async function takeIn(
  client: pg.Client,
  { manifest, sha256 }: Verified,
  intake: AttachmentIntake | undefined,
  options: ImportOptions,
): Promise<void> {
  const { folder, clock, tell } = options;
  const instant = clock.instant();
  const fits = fitTables(manifest, await readCatalogue(client, 'all'));
  // A superuser's setting: rows come in any order, and what they point at is checked when all are there.
  await client.query('SET LOCAL session_replication_role = replica');
  await client.query(`SET LOCAL ROLE ${identifier(OWNER_ROLE)}`);
  for (const { line, entry, table } of fits) {
    if (line.given) await client.query(`DELETE FROM ${identifier(line.table)}`);
    const checksum = manifest.files.find(({ path }) => path === entry.file)?.sha256 ?? '';
    const { columns } = table;
    const rows = await importTable(client, { folder, line, entry, columns, scope: manifest.scope, sha256: checksum });
    tell(`${entry.table}: ${rows}`);
  }
  if (intake) {
    mustHaveRoom(manifest, await intake.begin());
    tell(`${await importAttachments(client, { manifest, folder }, intake)} files on incidents`);
  }
  if (manifest.scope.kind === 'facility') for (const { sql } of DERIVED_FOR_FACILITY) await client.query(sql);
  for (const told of await quietWhatWaits(client, instant)) tell(told);
  await advanceNumbers(client);
  await makeWords(client);
  await checkForeignKeys(client);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const details = { scope: manifest.scope.kind, instant: manifest.instant, rows };
  await client.query(auditStatement(operatorEntry('archive.import', sha256, details), 'directory.audit'));
}

function mustHaveRoom({ files }: Manifest, room: number): void {
  const needed = files.filter(isAttachment).reduce((sum, { bytes }) => sum + bytes, 0);
  if (needed > room)
    throw new OperatorError(`The attachment store has room for ${room} bytes; the archive's files need ${needed}`);
}

interface Fit {
  line: Table;
  entry: Manifest['tables'][number];
  table: Table;
}

/** In the order of the list, whatever order the archive has. @throws OperatorError for what this version does not know */
function fitTables(manifest: Manifest, catalogue: readonly Table[]): Fit[] {
  const known = new Map(catalogue.map((table) => [table.table, table]));
  const names = new Set<string>();
  for (const { table, columns } of manifest.tables) {
    const own = known.get(table);
    if (!own)
      throw new OperatorError(`The archive has a table ${JSON.stringify(table)} that this version does not import`);
    if (names.has(table)) throw new OperatorError(`The archive names the table ${table} twice`);
    if (manifest.scope.kind === 'facility' && own.of === 'agency')
      throw new OperatorError(`A facility's archive cannot have the agency's table ${table}`);
    names.add(table);
    const unknown = columns.find(({ name }) => !own.columns.some((column) => column.name === name));
    if (unknown) throw new OperatorError(`${table} has no column ${JSON.stringify(unknown.name)} here`);
  }
  return catalogue.flatMap((table) => {
    const entry = manifest.tables.find((candidate) => candidate.table === table.table);
    return entry ? [{ line: table, entry, table }] : [];
  });
}

/** Services that run would answer from an instance that is half there, and send mails about it. */
async function nobodyElse(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT usename AS name FROM pg_stat_activity WHERE datname = current_database() AND usename = ANY($1)`,
    [services.map(loginRoleOf)],
  );
  if (rows.length > 0)
    throw new OperatorError(
      `Services are connected (${rows.map(({ name }) => name).join(', ')}): stop them, and import again`,
    );
}

async function isImported(client: pg.Client, sha256: string): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>(`SELECT to_regclass('directory.audit') IS NOT NULL AS known`);
  if (!rows[0]?.known) throw new OperatorError('The database has no tables yet: run vigie migrate first');
  const { rowCount } = await client.query(
    `SELECT FROM directory.audit WHERE action = 'archive.import' AND record_id = $1`,
    [sha256],
  );
  return rowCount !== 0;
}

/** Every migration that the archive's rows have seen has run here; more may have. */
async function sameSchema(client: pg.Client, { schema }: Manifest, tell: (line: string) => void): Promise<void> {
  const own = await schemaVersion(client);
  const missing = Object.entries(schema).flatMap(([part, names]) =>
    names.filter((name) => !own[part]?.includes(name)).map((name) => `${part}: ${name}`),
  );
  if (missing.length > 0)
    throw new OperatorError(
      `The archive comes from a newer version of Vigie (${missing.slice(0, 3).join(', ')}): install that version, run vigie migrate, import again`,
    );
  const newer = Object.entries(own).flatMap(([part, names]) =>
    names.filter((name) => !schema[part]?.includes(name)).map((name) => `${part}: ${name}`),
  );
  if (newer.length > 0)
    tell(`This version is newer: what ${newer.join(', ')} would have changed in old rows is not done to these`);
}

/** What migrations put there, and the audit of what was done before, is no data. */
async function mustBeEmpty(client: pg.Client): Promise<void> {
  for (const { table, given } of keptTables()) {
    if (given || table.endsWith('.audit')) continue;
    const { rows } = await client.query<{ filled: boolean }>(
      `SELECT EXISTS (SELECT FROM ${identifier(table)}) AS filled`,
    );
    if (rows[0]?.filled)
      throw new OperatorError(
        `This instance is not empty: ${table} has rows. Import into a new one; nothing was changed.`,
      );
  }
}
