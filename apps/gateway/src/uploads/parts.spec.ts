import { describe, expect, it } from '@jest/globals';
import { UPLOAD_MAX_BYTES, UPLOAD_PART_BYTES } from '#libs/contracts';
import { type Part, partsOf } from './parts.js';

async function* chunks(total: number, size: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < total; sent += size) yield Buffer.alloc(Math.min(size, total - sent), sent % 251);
}

async function cut(total: number, size = 65_536): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of partsOf(chunks(total, size))) parts.push(part);
  return parts;
}

describe('the parts of an upload', () => {
  it.each([
    [0, 1],
    [1, 1],
    [UPLOAD_PART_BYTES, 1],
    [UPLOAD_PART_BYTES + 1, 2],
    [UPLOAD_PART_BYTES * 2, 2],
    [UPLOAD_MAX_BYTES, UPLOAD_MAX_BYTES / UPLOAD_PART_BYTES],
  ])('of %d bytes are %d', async (total, count) => {
    const parts = await cut(total);
    expect(parts).toHaveLength(count);
    expect(parts.map(({ index }) => index)).toEqual([...parts.keys()]);
    expect(parts.map(({ last }) => last)).toEqual(parts.map((_, index) => index === count - 1));
    expect(parts.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(total);
    expect(Math.max(...parts.map(({ bytes }) => bytes.length))).toBeLessThanOrEqual(UPLOAD_PART_BYTES);
  });

  it('are the same bytes, however they arrive', async () => {
    const whole = Buffer.concat((await cut(1_500_000, 999)).map(({ bytes }) => bytes));
    const sent: Buffer[] = [];
    for await (const chunk of chunks(1_500_000, 999)) sent.push(chunk);
    expect(whole.equals(Buffer.concat(sent))).toBe(true);
  });

  it('are refused when they are too many', async () => {
    await expect(cut(UPLOAD_MAX_BYTES + 1)).rejects.toMatchObject({ code: 'too-large' });
  });
});
