import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ArchiveWriter, exists } from './archive-writer.js';
import { filesBelow } from './folder.js';
import { FORMAT, FORMAT_VERSION, type Manifest } from './manifest.js';
import { verifyArchive } from './verify.js';

let scratch: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'vigie-verify-'));
});
afterAll(() => rm(scratch, { recursive: true }));
beforeEach(async () => {
  folder = await anArchive();
});

const ROWS = '{"code":"972","name":"Martinique"}\n{"code":"971","name":"Guadeloupe"}\n';

async function anArchive(change: Partial<Manifest> = {}): Promise<string> {
  count += 1;
  const writer = await ArchiveWriter.begin(join(scratch, `archive-${count}`));
  await writer.write('LISEZ-MOI.txt', 'Vigie\n');
  await writer.write('tables/directory.territory.ndjson', ROWS);
  const columns = ['code', 'name'].map((name) => ({ name, type: 'text', notNull: true, generated: false }));
  await writer.seal({
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    software: '0.1.0',
    instance: { database: 'vigie', system: '1' },
    instant: '2026-11-29T12:00:00.000Z',
    scope: { kind: 'all' },
    schema: { directory: ['CreateDirectory1'] },
    tables: [
      {
        table: 'directory.territory',
        of: 'reference',
        why: 'territories',
        file: 'tables/directory.territory.ndjson',
        rows: 2,
        key: ['code'],
        columns,
      },
    ],
    notIncluded: [],
    lostFiles: [],
    ...change,
  });
  await writer.publish();
  return writer.target;
}

describe('an archive', () => {
  it('is as it was written', async () => {
    const { manifest, sha256 } = await verifyArchive(folder);
    expect(manifest.files.map(({ path }) => path)).toEqual(['LISEZ-MOI.txt', 'tables/directory.territory.ndjson']);
    expect(await verifyArchive(folder, sha256)).toMatchObject({ sha256 });
    await expect(verifyArchive(folder, 'f'.repeat(64))).rejects.toThrow('another archive');
  });

  it('is refused when one bit of it is another, whichever it is', async () => {
    const files = await filesBelow(folder);
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    await fc.assert(
      fc.asyncProperty(fc.nat(total * 8 - 1), async (bit) => {
        let place = Math.floor(bit / 8);
        const file = files.find(({ bytes }) => (place < bytes ? true : ((place -= bytes), false)));
        const path = join(folder, file?.path ?? '');
        const right = await readFile(path);
        const wrong = Buffer.from(right);
        wrong[place] = (wrong[place] ?? 0) ^ (1 << (bit % 8));
        await writeFile(path, wrong);
        try {
          await expect(verifyArchive(folder)).rejects.toThrow(/./);
        } finally {
          await writeFile(path, right);
        }
      }),
      { numRuns: 400 },
    );
    await verifyArchive(folder);
  });

  it.each([
    ['a file too many', (path: string) => writeFile(join(path, 'more.txt'), ''), 'not named in the manifest'],
    ['a file too few', (path: string) => rm(join(path, 'LISEZ-MOI.txt')), 'LISEZ-MOI.txt is missing'],
    ['a link', (path: string) => symlink('/etc/passwd', join(path, 'link')), 'neither a file nor a folder'],
    ['no checksums', (path: string) => rm(join(path, 'SHA256SUMS')), 'never finished'],
    ['a manifest that is none', (path: string) => writeFile(join(path, 'manifest.json'), '[]'), 'another format'],
    ['a manifest that is no JSON', (path: string) => writeFile(join(path, 'manifest.json'), '{'), 'no JSON'],
  ])('is refused with %s', async (_, spoil, why) => {
    await spoil(folder);
    await expect(verifyArchive(folder)).rejects.toThrow(why);
  });

  it.each([
    ['that counts other rows', { rows: 3 }, '2 lines instead of 3'],
    ['of which the rows are missing', { file: 'tables/gone.ndjson' }, 'missing'],
  ])('is refused with a table %s', async (_, change, why) => {
    const [table] = (await verifyArchive(folder)).manifest.tables;
    if (!table) throw new Error('no table');
    await expect(verifyArchive(await anArchive({ tables: [{ ...table, ...change }] }))).rejects.toThrow(why);
  });

  it('is refused with a path that leads out of it', async () => {
    const [table] = (await verifyArchive(folder)).manifest.tables;
    if (!table) throw new Error('no table');
    for (const file of ['../secrets.json', '/etc/passwd', 'tables/../../x', 'C:\\x', '.hidden'])
      await expect(verifyArchive(await anArchive({ tables: [{ ...table, file }] }))).rejects.toThrow('tables.0.file');
  });

  it('has its name when it is whole, and not before', async () => {
    const target = join(scratch, 'begun');
    const writer = await ArchiveWriter.begin(target);
    await writer.write('LISEZ-MOI.txt', 'x');
    expect(await exists(target)).toBe(false);
    await expect(verifyArchive(`${target}.partial`)).rejects.toThrow('never finished');
    // A second export under the name begins anew, and takes nothing that is not ours out of the way.
    await ArchiveWriter.begin(target);
    expect(await exists(join(`${target}.partial`, 'LISEZ-MOI.txt'))).toBe(false);
    await mkdir(join(scratch, 'other.partial'));
    await expect(ArchiveWriter.begin(join(scratch, 'other'))).rejects.toThrow('in the way');
    await expect(ArchiveWriter.begin(folder)).rejects.toThrow('is there already');
  });
});
