import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import yazl from 'yazl';
import { packZip, unpackZip } from './zip.js';

let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'vigie-zip-'));
});
afterAll(() => rm(scratch, { recursive: true }));

/** A zip that our own writer would not make: names of the same length are put over those it was made with. */
async function aZip(
  entries: readonly { name: string; bytes: Buffer; mode?: number }[],
  rename: Readonly<Record<string, string>> = {},
): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const { name, bytes, mode = 0o100644 } of entries) zip.addBuffer(bytes, name, { mode });
  zip.end();
  const file = join(scratch, 'made.zip');
  await pipeline(zip.outputStream, createWriteStream(file));
  let content = (await readFile(file)).toString('latin1');
  for (const [from, to] of Object.entries(rename)) content = content.replaceAll(from, to);
  await writeFile(file, content, 'latin1');
  return file;
}

const small = Buffer.from('x');

describe('a zip', () => {
  it('comes out as it went in', async () => {
    const folder = join(scratch, 'in');
    await mkdir(join(folder, 'tables'), { recursive: true });
    await writeFile(join(folder, 'manifest.json'), '{}');
    await writeFile(join(folder, 'tables/a.ndjson'), 'x'.repeat(100_000));
    await packZip(folder, join(scratch, 'a.zip'));
    await unpackZip(join(scratch, 'a.zip'), join(scratch, 'out'));
    expect(await readFile(join(scratch, 'out/tables/a.ndjson'), 'utf8')).toBe('x'.repeat(100_000));
  });

  it('comes out also when what somebody has typed shrinks as a bomb does', async () => {
    const folder = join(scratch, 'equal');
    const text = 'a'.repeat(20 << 20);
    await mkdir(join(folder, 'tables'), { recursive: true });
    await writeFile(join(folder, 'tables/a.ndjson'), text);
    await packZip(folder, join(scratch, 'equal.zip'));
    await unpackZip(join(scratch, 'equal.zip'), join(scratch, 'equal-out'));
    expect((await readFile(join(scratch, 'equal-out/tables/a.ndjson'), 'utf8')) === text).toBe(true);
  });

  it('is refused when an entry says that it is larger than any disk, or is larger than it says', async () => {
    const file = await aZip([{ name: 'aaa', bytes: Buffer.alloc(8 << 20) }]);
    const said = Buffer.alloc(4);
    said.writeUInt32LE(8 << 20);
    const content = await readFile(file);
    for (const [other, why] of [
      [0xfffffff0, /Unpacked it needs|too few bytes|cannot be unpacked/],
      [1_000, /cannot be unpacked/],
    ] as const) {
      const lying = Buffer.from(content);
      for (let at = lying.indexOf(said); at >= 0; at = lying.indexOf(said, at + 1)) lying.writeUInt32LE(other, at);
      await writeFile(file, lying);
      await expect(unpackZip(file, join(scratch, `lying-${other}`))).rejects.toThrow(why);
    }
  });

  it.each([
    ['a way out', [{ name: 'aa/bb', bytes: small }], { 'aa/bb': '../bb' }, /\.\.\/bb|invalid relative path/],
    ['an absolute path', [{ name: 'aaa', bytes: small }], { aaa: '/aa' }, /no archive|absolute path|holds/],
    ['a link', [{ name: 'aaa', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }], {}, /not a file/],
    [
      'a name twice',
      [
        { name: 'aaa', bytes: small },
        { name: 'aab', bytes: small },
      ],
      { aab: 'AAA' },
      /twice/,
    ],
  ])('is refused with %s, and nothing is written', async (_, entries, rename, why) => {
    const file = await aZip(entries, rename);
    await expect(unpackZip(file, join(scratch, 'never'))).rejects.toThrow(why);
    expect(await readdir(join(scratch, 'never'))).toEqual([]);
  });

  it('is refused when it is cut off', async () => {
    const file = await aZip([{ name: 'aaa', bytes: small }]);
    await writeFile(file, (await readFile(file)).subarray(0, 40));
    await expect(unpackZip(file, join(scratch, 'never'))).rejects.toThrow('cannot be unpacked');
  });
});
