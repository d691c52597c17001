import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCursor, writeCursor } from './cursor.js';

describe('a cursor', () => {
  it('is read as it was written, and fits the contract', () => {
    const instant = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2999-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
    fc.assert(
      fc.property(instant, fc.uuid({ version: 7 }), fc.nat(), fc.option(fc.integer()), (at, id, total, rank) => {
        const position = rank === null ? { at, id, total } : { at, id, total, rank };
        const cursor = writeCursor(position);
        expect(cursor.length).toBeLessThanOrEqual(200);
        expect(readCursor(cursor)).toEqual(position);
      }),
    );
  });

  it.each(['', 'x', 'bnVsbA', Buffer.from('["now","x",1]').toString('base64url')])('refuses %p', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
