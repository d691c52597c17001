import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FRAME, HEAD, MAGIC, TAG } from './frame.js';
import { Damaged, type SealedFile, SealedWriter, hashSealed, readSealed, storedBytes } from './sealed-file.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'vigie-sealed-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const fresh = (size: number): SealedFile => {
  const fileId = randomUUID();
  return { path: join(folder, fileId), fileId, key: randomBytes(32), size };
};

async function write(sealed: SealedFile, ...parts: Buffer[]): Promise<SealedFile> {
  const writer = await SealedWriter.open(sealed);
  for (const part of parts) {
    await writer.append(part);
    await writer.flush();
  }
  await writer.close();
  return sealed;
}

async function readAll(sealed: SealedFile): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of readSealed(sealed)) parts.push(part);
  return Buffer.concat(parts);
}

const change = async ({ path }: SealedFile, by: (bytes: Buffer) => Buffer): Promise<void> =>
  writeFile(path, by(await readFile(path)));

describe('a sealed file', () => {
  it.each([1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME])('of %d bytes is read as it was written', async (size) => {
    const bytes = randomBytes(size);
    const sealed = await write(fresh(size), bytes);
    expect((await readAll(sealed)).equals(bytes)).toBe(true);
    expect((await hashSealed(sealed)).equals(createHash('sha256').update(bytes).digest())).toBe(true);
    expect(await storedBytes(sealed.path)).toBe(size);
  });

  it('may come in parts, by several writers', async () => {
    const bytes = randomBytes(2 * FRAME + 99);
    const sealed = fresh(bytes.length);
    for (const [from, to] of [
      [0, 10],
      [10, FRAME + 50],
      [FRAME + 50, bytes.length],
    ] as const) {
      const writer = await SealedWriter.open(sealed);
      expect(writer.offset).toBe(from);
      await writer.append(bytes.subarray(from, to));
      await writer.flush();
      expect(writer.isWhole).toBe(to === bytes.length);
      if (writer.isWhole)
        expect(writer.digest().toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
      await writer.close();
    }
    expect((await readAll(sealed)).equals(bytes)).toBe(true);
  });

  it('that was torn goes on after its last whole frame', async () => {
    const bytes = randomBytes(2 * FRAME);
    const sealed = fresh(3 * FRAME);
    await write(sealed, bytes);
    await truncate(sealed.path, (await stat(sealed.path)).size - 5);
    expect(await storedBytes(sealed.path)).toBe(FRAME);
    const writer = await SealedWriter.open(sealed);
    expect(writer.offset).toBe(FRAME);
    await writer.close();
  });

  it('writes a torn frame anew under another nonce', async () => {
    const sealed = fresh(2 * FRAME);
    const bytes = randomBytes(2 * FRAME);
    await write(sealed, bytes);
    const nonceAt = MAGIC.length + HEAD + FRAME + TAG + 4;
    const before = (await readFile(sealed.path)).subarray(nonceAt, nonceAt + 12);
    await truncate(sealed.path, nonceAt + 500);
    await write(sealed, bytes.subarray(FRAME));
    expect((await readFile(sealed.path)).subarray(nonceAt, nonceAt + 12).equals(before)).toBe(false);
    expect((await readAll(sealed)).equals(bytes)).toBe(true);
  });

  const size = 3 * FRAME;
  const whole = HEAD + FRAME + TAG;
  const frame = (bytes: Buffer, n: number) => bytes.subarray(MAGIC.length + n * whole, MAGIC.length + (n + 1) * whole);
  const harms: [string, (bytes: Buffer) => Buffer][] = [
    ['its last frame cut off', (bytes) => bytes.subarray(0, MAGIC.length + 2 * whole)],
    ['two frames in each other’s place', (b) => Buffer.concat([MAGIC, frame(b, 1), frame(b, 0), frame(b, 2)])],
    ['a frame left out', (b) => Buffer.concat([MAGIC, frame(b, 0), frame(b, 2)])],
    ['a frame twice', (b) => Buffer.concat([MAGIC, frame(b, 0), frame(b, 0), frame(b, 1), frame(b, 2)])],
    ['another frame marked as the last', (b) => Buffer.concat([MAGIC, frame(b, 0), marked(frame(b, 1))])],
    ['one bit turned', (bytes) => flipped(bytes, MAGIC.length + whole + HEAD + 7)],
    ['one bit of a nonce turned', (bytes) => flipped(bytes, MAGIC.length + 5)],
    ['one bit of a tag turned', (bytes) => flipped(bytes, bytes.length - 1)],
    ['its beginning changed', (bytes) => flipped(bytes, 0)],
  ];
  it.each(harms)('with %s is damaged', async (_, harm) => {
    const sealed = await write(fresh(size), randomBytes(size));
    await change(sealed, harm);
    await expect(readAll(sealed)).rejects.toThrow(Damaged);
  });

  it('is opened neither by another key nor under another id', async () => {
    const sealed = await write(fresh(10), randomBytes(10));
    await expect(readAll({ ...sealed, key: randomBytes(32) })).rejects.toThrow(Damaged);
    await expect(readAll({ ...sealed, fileId: randomUUID() })).rejects.toThrow(Damaged);
    await expect(readAll({ ...sealed, path: `${sealed.path}-gone` })).rejects.toThrow(Damaged);
  });
});

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
const marked = (frame: Buffer): Buffer => flipped(frame, 0).fill((frame[0] ?? 0) | 0x80, 0, 1);
