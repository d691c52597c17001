import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { operator } from '../../../apps/incident/src/attachments/operator.js';
import { newRecordId, until } from '../story/world.js';
import {
  CLI,
  asAdmin,
  attachmentsIn,
  environment,
  exported,
  manifestIn,
  masterKeysOf,
  newInstance,
  newPath,
  storeOf,
  storedIn,
  vigie,
} from './running.js';

const ENTRIES = 60_000;
/** So large that to carry them takes a while. */
const LARGE_FILES = [24 << 20, 24 << 20, 24 << 20];

/** An instance of one incident with a long journal, and of large files on another one. */
let large: string;
let small: Awaited<ReturnType<typeof exported>>;
/** Megabytes that an archive of 60,000 records and 72 MB of files may take more than a small one: none of it is kept. */
const MOST_GROWTH = 128;

/** Of an incident that there is, so that its document is as long; past the numbers that its journal has. */
const fillJournal = (database: string, entries: number) =>
  asAdmin(
    database,
    `WITH quick AS (SELECT set_config('session_replication_role', 'replica', false))
     INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, facility_author_id, text, at)
     SELECT gen_random_uuid(), i.id, 1000000 + n, i.facility_id, 'note', 'shared', i.declared_by, repeat('Le pare-feu est isolé. ', 20),
       '2026-01-01T00:00:00.123456Z'
     FROM quick, (SELECT * FROM incident.incident ORDER BY reference LIMIT 1) AS i, generate_series(1, ${entries}) AS n`,
  );

/** Into the store and the table, as an upload leaves them. */
async function storeFiles(database: string): Promise<void> {
  const intake = operator.transfer(storeOf(database), await masterKeysOf(database))?.intake('test');
  if (!intake) throw new Error('no keys');
  await intake.begin();
  for (const size of LARGE_FILES) {
    const id = newRecordId();
    const { keyId, wrappedKey, sha256 } = await intake.seal(id, size, Readable.from([randomBytes(size)]));
    await asAdmin(
      database,
      `INSERT INTO incident.attachment (id, incident_id, facility_id, kind, side, visibility, name, original_name, size, purpose, state,
         agency_by, begun_at, stored_at, sha256, key_id, wrapped_key, scan_at)
       SELECT $1, i.id, i.facility_id, i.kind, 'agency', 'agency', 'image.dd', 'image.dd', $2, 'Essai.', 'stored', gen_random_uuid(), now(),
         now(), decode($3, 'hex'), $4, $5, now() FROM incident.incident AS i LIMIT 1`,
      [id, size, sha256, keyId, wrappedKey],
    );
  }
  await intake.settle();
}

beforeAll(async () => {
  large = await newInstance();
  small = await exported('vigie');
  expect(await vigie(large, 'import', small.folder)).toMatchObject({ code: 0 });
  await fillJournal(large, ENTRIES);
  await storeFiles(large);
}, 600_000);

/** Kills with SIGKILL as soon as the process has come so far. */
async function killWhen(database: string, args: string[], isThere: () => Promise<boolean>): Promise<void> {
  const child = spawn(process.execPath, [CLI, ...args], { env: environment(database), stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (child.exitCode === null && !(await isThere())) await sleep(5);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

describe('killed in the middle', () => {
  it('an export leaves nothing that could be taken for one, and made again it is whole', async () => {
    const out = newPath('killed');
    const exports = async () =>
      (await asAdmin(large, `SELECT FROM directory.audit WHERE action = 'archive.export'`)).length;
    const before = await exports();
    const quarantine = `${out}.partial/files/quarantine`;
    const midway = async () => {
      const names = await readdir(quarantine).catch(() => []);
      return names.some((name) => statSync(join(quarantine, name)).size > 1 << 20);
    };
    await killWhen(large, ['export', '--all', '--out', out], midway);
    expect(existsSync(out)).toBe(false);
    expect(await vigie(await newInstance(), 'import', `${out}.partial`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('never finished'),
    });
    expect(await vigie(large, 'export', '--all', '--out', out)).toMatchObject({ code: 0 });
    expect(existsSync(`${out}.partial`)).toBe(false);
    const { tables } = await manifestIn(out);
    expect(tables.find(({ table }) => table === 'incident.journal_entry')?.rows).toBeGreaterThan(ENTRIES);
    const sizes = [...(await attachmentsIn(out)).values()].map(({ bytes }) => bytes);
    expect(sizes.filter((bytes) => bytes === LARGE_FILES[0])).toHaveLength(LARGE_FILES.length);
    expect(await exports()).toBe(before + 1);
  }, 900_000);

  it('an import has not happened; made again it is done, and done once', async () => {
    const { folder, sha256, peakMb } = await exported(large);
    expect(peakMb - small.peakMb).toBeLessThan(MOST_GROWTH);
    const { tables } = await manifestIn(folder);
    const entries = tables.find(({ table }) => table === 'incident.journal_entry')?.rows;
    const copy = await newInstance();
    const waiting = join(storeOf(copy), `import-${sha256}`);
    const midway = async () => {
      const names = await readdir(waiting).catch(() => []);
      return names.some((name) => statSync(join(waiting, name)).size > 1 << 20);
    };
    await killWhen(copy, ['import', folder], midway);
    const count = async () =>
      (await asAdmin<{ n: number }>(copy, 'SELECT count(*)::int AS n FROM incident.journal_entry'))[0]?.n;
    // The server notices that the client is gone when it answers.
    await until(
      async () =>
        (await asAdmin(copy, `SELECT FROM pg_stat_activity WHERE application_name = 'vigie import'`)).length === 0
          ? true
          : undefined,
      'the end of the transaction',
    );
    expect(await count()).toBe(0);
    expect(existsSync(waiting)).toBe(true);
    expect(await vigie(copy, 'import', folder)).toMatchObject({ code: 0, stdout: 'Everything is there.\n' });
    expect(await count()).toBe(entries);
    const files = [...(await attachmentsIn(folder)).keys()].toSorted();
    expect((await storedIn(copy)).toSorted()).toEqual(files);
    // As a kill right after the commit leaves it: records, and files that have no names yet.
    await mkdir(waiting);
    for (const id of files.slice(1)) await rename(join(storeOf(copy), id.slice(-2), id), join(waiting, id));
    expect(await vigie(copy, 'import', folder)).toMatchObject({
      code: 0,
      stdout: 'This archive was imported before: nothing was changed.\n',
    });
    const audits = `SELECT FROM directory.audit WHERE action = 'archive.import' AND record_id = $1`;
    expect(await asAdmin(copy, audits, [sha256])).toHaveLength(1);
    expect(await count()).toBe(entries);
    expect((await storedIn(copy)).toSorted()).toEqual(files);
    expect(existsSync(waiting)).toBe(false);
  }, 900_000);
});
