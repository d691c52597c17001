import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withScratch } from './scratch.js';

let scratch: string;
beforeAll(async () => void (scratch = await mkdtemp(join(tmpdir(), 'vigie-scratch-'))));
afterAll(() => rm(scratch, { recursive: true }));

describe('the folder beside a zip', () => {
  it('is gone afterwards, also when the work has failed', async () => {
    const folder = join(scratch, 'a.zip.files');
    const fill = async (archive: string) => {
      await mkdir(archive);
      await writeFile(join(archive, 'secret'), 'x');
      return (await readdir(folder)).length;
    };
    expect(await withScratch(folder, fill)).toBe(2);
    expect(existsSync(folder)).toBe(false);
    const failing = async (archive: string) => {
      await fill(archive);
      throw new Error('the disk is full');
    };
    await expect(withScratch(folder, failing)).rejects.toThrow('full');
    expect(existsSync(folder)).toBe(false);
  });

  it('of one that was killed is used again', async () => {
    const folder = join(scratch, 'b.zip.files');
    await withScratch(folder, async () => {
      expect(await withScratch(folder, () => Promise.resolve('again'))).toBe('again');
    });
  });

  it('of somebody else is left alone', async () => {
    const folder = join(scratch, 'c.zip.files');
    await mkdir(folder);
    await writeFile(join(folder, 'photos.txt'), 'mine');
    await expect(withScratch(folder, () => Promise.resolve())).rejects.toThrow(/not ours to remove: move it away/);
    expect(await readFile(join(folder, 'photos.txt'), 'utf8')).toBe('mine');
  });
});
