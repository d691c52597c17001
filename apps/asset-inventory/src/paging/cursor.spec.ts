import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCursor, sortKey, writeCursor } from './cursor.js';

describe('a cursor', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 200 })
    .filter((key) => !key.includes('\0') && key.isWellFormed());

  it('is read as it was written, and fits the contract whatever it sorts by', () => {
    fc.assert(
      fc.property(text, fc.uuid({ version: 7 }), fc.nat(20_000_000), (name, id, total) => {
        const position = { key: sortKey(name), id, total };
        const cursor = writeCursor(position);
        expect(cursor.length).toBeLessThanOrEqual(200);
        expect(readCursor(cursor)).toEqual(position);
      }),
    );
  });

  it.each(['', 'x', 'bnVsbA', Buffer.from('["a","x",1]').toString('base64url')])('refuses %p', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
