import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { importArchive } from '../../../apps/cli/src/takeaway/import.js';
import { operator } from '../../../apps/incident/src/attachments/operator.js';
import { newRecordId } from '../story/world.js';
import { FILES } from './more-records.js';
import { asAdmin, exported, masterKeysOf, newInstance, newPath, storeOf, storedIn, urlOf, vigie } from './running.js';

interface Manifest {
  scope: unknown;
  schema: Record<string, string[]>;
  tables: { table: string; file: string; rows: number; columns: { name: string; type: string }[] }[];
  files: { path: string; bytes: number; sha256: string }[];
}

let genuine: string;
/** Nothing that is refused leaves a trace, so that one empty instance does for all. */
let empty: string;

beforeAll(async () => {
  genuine = (await exported('vigie')).folder;
  empty = await newInstance();
}, 600_000);

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** An archive that somebody has changed who knows how checksums are made. */
async function forged(
  change: (manifest: Manifest) => void,
  rows: Record<string, (lines: string[]) => string[]> = {},
  changeFiles: (folder: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<string> {
  const folder = newPath('forged');
  await cp(genuine, folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  for (const table of manifest.tables) {
    const edit = rows[table.table];
    if (!edit) continue;
    const lines = (await readFile(join(folder, table.file), 'utf8')).split('\n').slice(0, -1);
    const edited = edit(lines);
    await writeFile(join(folder, table.file), edited.map((line) => `${line}\n`).join(''));
    table.rows = edited.length;
  }
  await changeFiles(folder);
  change(manifest);
  for (const file of manifest.files) {
    const bytes = await readFile(join(folder, file.path));
    Object.assign(file, { bytes: bytes.length, sha256: sha256(bytes) });
  }
  const text = Buffer.from(`${JSON.stringify(manifest)}\n`);
  await writeFile(join(folder, 'manifest.json'), text);
  const sums = [...manifest.files, { path: 'manifest.json', sha256: sha256(text) }];
  await writeFile(join(folder, 'SHA256SUMS'), sums.map(({ sha256: sum, path }) => `${sum}  ${path}\n`).join(''));
  return folder;
}

const clock = { now: () => new Date(), instant: () => new Date().toISOString() };
const taken = async (folder: string) =>
  importArchive({ url: urlOf(empty), folder, openStore, clock: clock as never, tell: () => undefined });

async function openStore() {
  const store = operator.transfer(storeOf(empty), await masterKeysOf(empty));
  if (!store) throw new Error('no keys');
  return store;
}

/** A file on an incident, in a forged archive. */
const fileIn = (folder: string): string => join(folder, pathOfFile());
const pathOfFile = (): string => `files/attachments/${FILES[0]?.id}`;
const STRANGER = newRecordId();

const same = (): void => undefined;
const named = (manifest: Manifest, name: string) => {
  const table = manifest.tables.find((candidate) => candidate.table === name);
  if (!table) throw new Error(name);
  return table;
};
const replaced = (from: RegExp, to: string) => (lines: string[]) => lines.map((line) => line.replace(from, to));

describe('an archive that was forged, with checksums that are right', () => {
  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'a table that is not ours to import',
      () => forged((manifest) => (named(manifest, 'directory.commune').table = 'directory.credential')),
      /has a table "directory.credential" that this version does not import/,
    ],
    [
      'a table of the system',
      () => forged((manifest) => (named(manifest, 'directory.commune').table = 'pg_catalog.pg_authid')),
      /does not import/,
    ],
    [
      'a column that is not there',
      () => forged((manifest) => named(manifest, 'directory.commune').columns.push({ name: 'x"; DROP', type: 'text' })),
      /not as it should be|has no column/,
    ],
    [
      "the agency's tables in a facility's name",
      () =>
        forged((manifest) => {
          manifest.scope = {
            kind: 'facility',
            facilities: [{ id: '01900000-0000-7000-8000-000000000001', finess: '970200000', name: 'X' }],
          };
        }),
      /A facility's archive cannot have the agency's table/,
    ],
    [
      'the same row twice',
      () => forged(same, { 'directory.person': (lines) => [...lines, lines[0] ?? ''] }),
      /directory.person, lines 1 to \d+: the database refuses a row: duplicate key/,
    ],
    [
      'two rows in a line',
      () => forged(same, { 'directory.commune': (lines) => [`${lines[0]},${lines[1]}`, ...lines.slice(2)] }),
      /line 1: not a JSON object/,
    ],
    [
      'a value that the column does not take',
      () => forged(same, { 'incident.incident': replaced(/"kind":"real"/, '"kind":"unreal"') }),
      /incident.incident, lines 1 to \d+: the database refuses a row: .*violates check constraint/,
    ],
    [
      'a NUL in a text',
      () => forged(same, { 'incident.incident': replaced(/"what":"/, '"what":"\\u0000') }),
      /the database refuses a row/,
    ],
    [
      'a column more in a row',
      () => forged(same, { 'directory.commune': replaced(/^\{/, '{"more":1,') }),
      /line 1: not the columns that the manifest names/,
    ],
    [
      'rows that point at nothing',
      () => forged(same, { 'directory.person': (lines) => lines.slice(1) }),
      /does not hold together: directory\.\w+ points by person_id at rows of directory.person/,
    ],
    [
      'bytes of a file of the system',
      () =>
        forged(same, { 'incident.mail_attachment_chunk': replaced(/"file":"[^"]*"/, '"file":"../../../etc/passwd"') }),
      /names bytes that are no part of a file in files\/mail-attachments/,
    ],
    [
      'more bytes than the file has',
      () => forged(same, { 'incident.mail_attachment_chunk': replaced(/"offset":\d+/, '"offset":99999999') }),
      /ends before the bytes/,
    ],
    [
      'a file fewer than its records need',
      () =>
        forged(
          (manifest) => (manifest.files = manifest.files.filter(({ path }) => path !== pathOfFile())),
          {},
          (folder) => rm(fileIn(folder)),
        ),
      /The file of the record [0-9a-f-]+ is missing in files\//,
    ],
    [
      'a file that no record knows',
      () =>
        forged(
          (manifest) => manifest.files.push({ path: `files/attachments/${STRANGER}`, bytes: 0, sha256: '' }),
          {},
          (folder) => writeFile(join(folder, 'files/attachments', STRANGER), 'x'),
        ),
      /files\/attachments\/[0-9a-f-]+ belongs to no record/,
    ],
    [
      'other bytes in a file',
      () => forged(same, {}, async (folder) => writeFile(fileIn(folder), (await readFile(fileIn(folder))).reverse())),
      /is not the file that its record describes/,
    ],
    [
      'a file that is larger than its record says',
      () => forged(same, {}, (folder) => appendFile(fileIn(folder), 'x')),
      /is not the file that its record describes/,
    ],
    [
      'a path in the name of a file',
      () => forged(same, { 'incident.attachment': replaced(/"name":"Trace[^"]*"/, '"name":"../../etc/cron.d/x"') }),
      /calls [0-9a-f-]+ "\.\.\/\.\.\/etc\/cron\.d\/x": that is no name of a file/,
    ],
    [
      'a path out of the archive for a file',
      () =>
        forged(
          (manifest) => manifest.files.push({ path: 'files/attachments/../../../outside', bytes: 0, sha256: '' }),
          {},
          (folder) => writeFile(join(folder, '../outside'), 'x'),
        ),
      /not as it should be: files\.\d+\.path/,
    ],
    [
      'a schema that is newer',
      () => forged((manifest) => void manifest.schema['incident']?.push('AddMore9999999999999')),
      /comes from a newer version of Vigie \(incident: AddMore9999999999999\)/,
    ],
  ])('is refused with %s, and nothing is written', async (_, make, why) => {
    await expect(taken(await make())).rejects.toThrow(why);
    const [left] = await asAdmin<{ n: number }>(
      empty,
      `SELECT (SELECT count(*) FROM directory.person)::int + (SELECT count(*) FROM directory.commune)::int
        + (SELECT count(*) FROM incident.audit)::int + (SELECT count(*) FROM directory.audit)::int AS n`,
    );
    expect(left?.n).toBe(0);
    expect(await storedIn(empty)).toEqual([]);
  });

  it('is not put over a file that the store has already', async () => {
    const [file] = FILES;
    const path = join(storeOf(empty), file?.id.slice(-2) ?? '', file?.id ?? '');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'Un autre');
    await expect(taken(genuine)).rejects.toThrow(
      /has a file [0-9a-f-]+ already: give this instance a store of its own/,
    );
    expect(await readFile(path, 'utf8')).toBe('Un autre');
    expect(await storedIn(empty)).toEqual([file?.id]);
    await rm(dirname(path), { recursive: true });
  });

  it('is not taken into an instance that has data', async () => {
    const filled = await newInstance();
    await asAdmin(filled, `INSERT INTO directory.legal_entity (finess, name) VALUES ('970000000', 'Déjà là')`);
    expect(await vigie(filled, 'import', genuine)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('This instance is not empty: directory.legal_entity has rows'),
    });
    expect(await vigie('vigie_nowhere', 'import', genuine)).toMatchObject({ code: 1 });
  }, 600_000);

  it('cannot be made while there is a table that nobody has decided about', async () => {
    await asAdmin(empty, 'CREATE TABLE incident.forgotten (id uuid)');
    const out = newPath('forgotten');
    expect(await vigie(empty, 'export', '--all', '--out', out)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Nobody has decided whether incident.forgotten is exported'),
    });
    await asAdmin(empty, 'DROP TABLE incident.forgotten');
  }, 600_000);
});
