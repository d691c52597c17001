import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filePath } from './file-path.js';
import { MasterKeys } from './master-keys.js';
import { Damaged } from './sealed-file.js';
import { Transfer } from './transfer.js';

let scratch: string;
beforeAll(async () => void (scratch = await mkdtemp(join(tmpdir(), 'vigie-transfer-'))));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const newStore = () => {
  const dir = join(scratch, randomUUID());
  return { dir, transfer: new Transfer(dir, new MasterKeys([{ id: 'own', key: randomBytes(32) }])) };
};
const sent = (...parts: Buffer[]) => Readable.from(parts) as AsyncIterable<Buffer>;

describe('files that are carried into a store', () => {
  it('are read there as they came, once they are settled', async () => {
    const { dir, transfer } = newStore();
    const intake = transfer.intake('a');
    expect(await intake.begin()).toBeGreaterThan(0);
    const [id, bytes] = [randomUUID(), randomBytes(600_000)];
    const { sha256, ...key } = await intake.seal(id, bytes.length, sent(bytes.subarray(0, 7), bytes.subarray(7)));
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await intake.isTaken(id)).toBe(false);
    await intake.hold();
    expect(await intake.settle()).toBe(1);
    expect(await intake.isTaken(id)).toBe(true);
    const read: Buffer[] = [];
    for await (const piece of transfer.read({ id, size: bytes.length, ...key })) read.push(piece);
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
    expect(await readdir(dir)).toEqual([id.slice(-2)]);
    expect(await intake.settle()).toBe(0);
  });

  it('are refused when they are longer or shorter than was said', async () => {
    const intake = newStore().transfer.intake('a');
    await intake.begin();
    await expect(intake.seal(randomUUID(), 3, sent(Buffer.from('abcd')))).rejects.toThrow(Damaged);
    await expect(intake.seal(randomUUID(), 5, sent(Buffer.from('abcd')))).rejects.toThrow(Damaged);
  });

  it('are settled by who comes after one that was killed, and begun anew by who begins', async () => {
    const { dir, transfer } = newStore();
    const intake = transfer.intake('a');
    await intake.begin();
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) await intake.seal(id, 1, sent(Buffer.from('x')));
    await intake.settle();
    const [first = '', second = ''] = ids;
    await transfer.intake('a').begin();
    await rename(filePath(dir, second), join(dir, 'import-a', second));
    expect(await transfer.intake('a').settle()).toBe(1);
    expect(await Promise.all(ids.map((id) => intake.isTaken(id)))).toEqual([true, true]);

    await intake.begin();
    await intake.seal(first, 1, sent(Buffer.from('y')));
    const before = await readFile(filePath(dir, first));
    await expect(intake.settle()).rejects.toThrow('is another file');
    expect((await readFile(filePath(dir, first))).equals(before)).toBe(true);
    await intake.begin();
    expect(await readdir(join(dir, 'import-a'))).toEqual([]);
  });
});
