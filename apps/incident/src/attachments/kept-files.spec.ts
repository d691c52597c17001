import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { SystemClock, createLogger, newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { fillRegion, incidentOf } from '../search/fixtures/region.js';
import type { AttachmentSettings } from './attachment.settings.js';
import { AttachmentSweep } from './attachment.sweep.js';
import { MasterKeys, readMasterKeys } from './store/master-keys.js';
import { rewrapAll } from './store/rotate.js';
import { hashSealed } from './store/sealed-file.js';
import { Vault } from './store/vault.js';
import { UploadReceiver } from './upload.receiver.js';

const masterKey = (id: string) => `${id}:${randomBytes(32).toString('base64url')}`;
const keysOf = (...texts: string[]) => readMasterKeys(texts.join(',')) ?? [];
const own = masterKey('own');
const keys = new MasterKeys(keysOf(own));
const clock = new SystemClock();
const DAY = 86_400_000;

let server: TestDatabase;
let database: Database;
let settings: AttachmentSettings;
let vault: Vault;

beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations }]);
  database = await server.connect('incident');
  await fillRegion(server, 1, { analyse: false });
  const dir = await mkdtemp(join(tmpdir(), 'vigie-kept-'));
  settings = { dir, keys, listen: { host: '', port: 0 }, maxBytes: 0, maxCount: 0, facilityBytes: 0 };
  vault = new Vault(settings);
});
afterAll(async () => {
  await server.close();
  await rm(settings.dir, { recursive: true });
});

/** The record of a file that is announced. */
async function announced(size: number, { wrappedBy = keys, begunAt = clock.now() } = {}): Promise<string> {
  const id = newId();
  const { keyId, wrappedKey } = wrappedBy.fresh(id).wrapped;
  await server.asAdmin(
    `INSERT INTO incident.attachment (id, incident_id, facility_id, kind, side, visibility, name, original_name, size, purpose, agency_by,
       begun_at, key_id, wrapped_key)
     SELECT $1, id, facility_id, 'real', 'agency', 'agency', 'a', 'a', $3, 'x', $1, $4, $5, $6 FROM incident.incident WHERE id = $2`,
    [id, incidentOf(1), size, begunAt, keyId, wrappedKey],
  );
  return id;
}

describe('a new master key', () => {
  it('wraps what can be opened, and passes over what cannot', async () => {
    const old = masterKey('old');
    const lost = [
      await announced(1, { wrappedBy: new MasterKeys(keysOf(masterKey('gone'))) }),
      await announced(1, { wrappedBy: new MasterKeys(keysOf(masterKey('own'))) }),
    ];
    for (let at = 0; at < 3; at += 1) await announced(1, { wrappedBy: new MasterKeys(keysOf(old)) });
    const done = await rewrapAll(database, keysOf(masterKey('fresh'), old));
    expect([done.wrapped, done.lost.toSorted()]).toEqual([3, lost.toSorted()]);
    await server.asAdmin('DELETE FROM incident.attachment');
  });
});

describe('a process that writes a file', () => {
  it('stops when it could not say so for as long as that holds, and writes nothing where another one has written', async () => {
    const bytes = randomBytes(700_000);
    const id = await announced(bytes.length);
    const file = { id, size: bytes.length, sha256: null };
    let isCutOff = false;
    const cutOff = Object.create(database, {
      transaction: {
        value: (...of: Parameters<Database['transaction']>) =>
          isCutOff ? Promise.reject(new Error('no connection')) : database.transaction(...of),
      },
    }) as Database;
    const [first, second] = [new UploadReceiver(cutOff, clock, vault), new UploadReceiver(database, clock, vault)];
    const body = new PassThrough();
    const sending = first.take(file, 0, body).catch((error: unknown) => error);
    // Less than a frame: the first keeps it in memory, with the place where it would go.
    body.write(bytes.subarray(0, 1_000));
    await sleep(500);
    isCutOff = true;
    const offset = await gone(() => second.take(file, 0, Readable.from([bytes])));
    // The line breaks: what it has in memory is kept, as a rule.
    body.destroy();
    expect(await sending).toHaveProperty('message');
    expect(offset).toEqual({ attachmentId: id, offset: bytes.length, size: bytes.length });
    const key = keys.unwrap(await wrappedOf(id), id);
    const stored = await hashSealed({ path: vault.path(id), fileId: id, key, size: bytes.length });
    expect(stored.equals(createHash('sha256').update(bytes).digest())).toBe(true);
  });
});

describe('the sweep', () => {
  const sweep = () =>
    new AttachmentSweep(database, clock, createLogger({ service: 'incident', level: 'silent' }), settings, vault);
  const standing = async (id: string) => {
    const [row] = await server.asAdmin<{ state: string; removed: boolean }>(
      'SELECT state, removed_at IS NOT NULL AS removed FROM incident.attachment WHERE id = $1',
      [id],
    );
    return row ?? null;
  };
  const filesOf = async (id: string) =>
    (await readdir(join(settings.dir, id.slice(-2)))).filter((name) => name.startsWith(id));

  it('takes away what nobody has gone on with for a week, and not what is still coming', async () => {
    const begunAt = new Date(clock.now().getTime() - 8 * DAY);
    const [left, coming] = [await announced(10, { begunAt }), await announced(10, { begunAt })];
    for (const id of [left, coming])
      await new UploadReceiver(database, clock, vault).take(
        { id, size: 10, sha256: null },
        0,
        Readable.from([Buffer.from('abc')]),
      );
    await utimes(vault.partPath(left), begunAt, begunAt);
    await sweep().run();
    expect([await standing(left), await filesOf(left)]).toEqual([null, []]);
    expect([(await standing(coming))?.state, await filesOf(coming)]).toEqual(['uploading', [`${coming}.part`]]);
  });

  it('removes what a crash has left of a destroyed file, once', async () => {
    const id = await announced(3);
    await new UploadReceiver(database, clock, vault).take(
      { id, size: 3, sha256: null },
      0,
      Readable.from([Buffer.from('abc')]),
    );
    await server.asAdmin(
      `UPDATE incident.attachment SET state = 'destroyed', key_id = NULL, wrapped_key = NULL WHERE id = $1`,
      [id],
    );
    expect(await sweep().run()).toBe(1);
    expect([await standing(id), await filesOf(id)]).toEqual([{ state: 'destroyed', removed: true }, []]);
    expect(await sweep().run()).toBe(0);
  });
});

async function wrappedOf(id: string): Promise<{ keyId: string; wrappedKey: Buffer }> {
  const [row] = await server.asAdmin<{ keyId: string; wrappedKey: Buffer }>(
    'SELECT key_id AS "keyId", wrapped_key AS "wrappedKey" FROM incident.attachment WHERE id = $1',
    [id],
  );
  if (!row) throw new Error('no record');
  return row;
}

/** When the other's time is over. */
async function gone<T>(take: () => Promise<T>): Promise<T> {
  for (let turn = 0; turn < 100; turn += 1) {
    const done = await take().catch(() => undefined);
    if (done !== undefined) return done;
    await sleep(100);
  }
  throw new Error('the file was never free');
}
