import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import pg from 'pg';
import { type Platform, startPlatform } from '../platform.js';
import { until } from '../story/world.js';
import { type Cast, makeRecords, signInCast } from '../tenancy/records.js';
import { FILES, LATER_RECORDS, addMoreRecords } from './more-records.js';

const ROOT = join(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'dist/apps/cli/src/main.js');

/** The platform with a record of every kind, and whoever made them. */
export const running = {} as { platform: Platform; cast: Cast; folder: string };
/** Copies whose files are sealed by the platform's own master key; all others have another. */
const ofTheSameKey = new Set<string>();

beforeAll(async () => {
  running.platform = await startPlatform({ mailbox: true, durable: true });
  running.cast = await signInCast(running.platform.world);
  const records = await makeRecords(running.platform.world, running.cast);
  await addMoreRecords(running.cast, records);
  for (const sql of LATER_RECORDS) await asAdmin('vigie', sql);
  for (const { id, verdict } of FILES)
    await asAdmin('vigie', 'UPDATE incident.attachment SET verdict = $2, scanned_at = now() WHERE id = $1', [
      id,
      verdict,
    ]);
  const secrets = JSON.parse(await readFile(join(running.platform.dataDir, 'secrets.json'), 'utf8')) as object;
  const attachments = [`copies:${randomBytes(32).toString('base64url')}`];
  await writeFile(secretsOfCopies(), JSON.stringify({ ...secrets, attachments }));
  running.folder = join(running.platform.dataDir, 'archives');
  await mkdir(running.folder);
  await quiet();
}, 480_000);
afterAll(() => running.platform.stop());

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
  /** The most memory that the process has had, in megabytes. */
  peakMb: number;
}

const SAY_PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+' kB'))`;

const secretsOfCopies = (): string => join(running.platform.dataDir, 'secrets-of-copies.json');

/** The folder of an instance's attachment store. */
export const storeOf = (database: string): string =>
  join(running.platform.dataDir, database === 'vigie' ? 'attachments' : `attachments-${database}`);

/** The ids of the files in an instance's store. */
export async function storedIn(database: string): Promise<string[]> {
  const entries = await readdir(storeOf(database), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** The master keys of an instance's store. */
export async function masterKeysOf(database: string): Promise<string> {
  const file = database === 'vigie' ? join(running.platform.dataDir, 'secrets.json') : secretsOfCopies();
  return (JSON.parse(await readFile(file, 'utf8')) as { attachments: string[] }).attachments.join(',');
}

export const environment = (database = 'vigie'): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  VIGIE_DATA: running.platform.dataDir,
  VIGIE_DATABASE_NAME: database,
  ...(database !== 'vigie' && { VIGIE_ATTACHMENTS_DIR: storeOf(database) }),
  ...(database !== 'vigie' && !ofTheSameKey.has(database) && { VIGIE_SECRETS_FILE: secretsOfCopies() }),
});

/** As an operator types it. */
export const vigie = (database: string, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', SAY_PEAK, MAIN, ...args],
      { env: environment(database), maxBuffer: 1 << 26 },
      (error, stdout, said) => {
        const [stderr = '', peak] = said.split(/peak (\d+) kB$/);
        resolve({ code: Number(error?.code ?? 0), stdout, stderr, peakMb: Number(peak) / 1024 });
      },
    );
  });

export const CLI = MAIN;

/** A name in the folder for archives that nothing has yet. */
export const newPath = (name: string): string => join(running.folder, `${name}-${randomBytes(3).toString('hex')}`);

export const urlOf = (database: string): string => {
  const url = new URL(running.platform.adminUrl);
  url.pathname = `/${database}`;
  return url.href;
};

/** As the superuser, for whom nothing is hidden. */
export async function asAdmin<T extends pg.QueryResultRow>(
  database: string,
  sql: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** A database of this version without data, and a store without files. */
export async function newInstance({ sameKey = false } = {}): Promise<string> {
  const name = `vigie_${randomBytes(4).toString('hex')}`;
  if (sameKey) ofTheSameKey.add(name);
  expect(await vigie(name, 'migrate')).toMatchObject({ code: 0 });
  return name;
}

/** An export of everything, or of the facilities, that has succeeded. */
export async function exported(
  database: string,
  ...what: string[]
): Promise<{ folder: string; sha256: string; peakMb: number }> {
  const folder = newPath('export');
  const done = await vigie(database, 'export', ...(what.length > 0 ? what : ['--all']), '--out', folder);
  expect(done).toMatchObject({ code: 0 });
  return { folder, sha256: /[0-9a-f]{64}/.exec(done.stdout)?.[0] ?? '', peakMb: done.peakMb };
}

export const manifestIn = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
    tables: { table: string; file: string; rows: number; of: string; columns: { name: string }[] }[];
    notIncluded: { what: string; why: string }[];
    files: ArchivedFile[];
    lostFiles: { id: string; why: string }[];
  };

interface ArchivedFile {
  path: string;
  bytes: number;
  sha256: string;
  name?: string;
  verdict?: string;
}

/** The files on incidents of an archive, by the id of their record. */
export const attachmentsIn = async (folder: string): Promise<Map<string, ArchivedFile>> =>
  new Map(
    (await manifestIn(folder)).files
      .filter(({ path }) => /^files\/(attachments|quarantine)\//.test(path))
      .map((file) => [file.path.split('/').at(-1) ?? '', file]),
  );

/** Waits until every effect of what was done has happened: events delivered, clocks worked out, mails gone. */
export const quiet = (database = 'vigie'): Promise<true> =>
  until(
    async () => {
      const [state] = await asAdmin<{ busy: boolean }>(
        database,
        `SELECT EXISTS (SELECT FROM messaging.delivery WHERE state <> 'closed')
         OR EXISTS (SELECT FROM incident.clock_sheet WHERE asked > derived)
         OR EXISTS (SELECT FROM alerting.mail WHERE state = 'open')
         OR EXISTS (SELECT FROM alerting.mailing WHERE prepared_at IS NULL)
         OR EXISTS (SELECT FROM alerting.duty_notification WHERE mailing_id IS NULL)
         OR EXISTS (SELECT FROM alerting.clock_reminder WHERE mailing_id IS NULL) AS busy`,
      );
      return state?.busy === false ? (true as const) : undefined;
    },
    'a platform at rest',
    90_000,
  );
