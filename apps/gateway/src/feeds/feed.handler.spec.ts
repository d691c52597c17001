import { describe, expect, it } from '@jest/globals';
import type { Bell } from '#libs/contracts';
import { bellsOf } from './feed.handler.js';

const id = '0193a000-0000-7000-8000-000000000001';

const item = (targets: number, text = ''): Bell['items'][number] => ({
  eventId: id,
  kind: 'real',
  type: 'advisory.broadcast',
  recordId: id,
  reference: '972-A-2026-0001',
  summary: { text },
  at: '2026-11-24T12:00:00.000Z',
  to: Array.from({ length: targets }, (_, index) => [`facility:${id}`, 1_000_000_000 + index]),
});

describe('a bell', () => {
  it('is one message when it is small', () => {
    expect(bellsOf([item(3), item(2)])).toEqual([[item(3), item(2)]]);
  });

  it('is not rung for nothing', () => {
    expect(bellsOf([])).toEqual([]);
  });

  it('never outgrows a message, and loses no target', () => {
    const items = [item(5_000, 'é'.repeat(1_000)), ...Array.from({ length: 300 }, () => item(2, 'x'.repeat(1_000)))];
    const bells = bellsOf(items);
    for (const bell of bells) expect(Buffer.byteLength(JSON.stringify({ items: bell }))).toBeLessThan(600_000);
    expect(bells.flat().flatMap(({ to }) => to)).toEqual(items.flatMap(({ to }) => to));
  });
});
