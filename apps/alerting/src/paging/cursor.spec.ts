import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { pageOf, readCursor, writeCursor } from './cursor.js';

const position = { at: '2026-11-24T12:00:00.123Z', id: newId() };

describe('a cursor', () => {
  it('is read as it was written', () => {
    expect(readCursor(writeCursor(position))).toEqual(position);
    expect(readCursor(undefined)).toBeNull();
  });

  it.each(['', 'x', 'bnVsbA', Buffer.from('["now","x"]').toString('base64url')])('refuses %p', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});

describe('a page', () => {
  it('has a next one only when a row was read beyond it', () => {
    expect(pageOf([1, 2, 3], 2, () => position)).toEqual({ rows: [1, 2], next: writeCursor(position) });
    expect(pageOf([1, 2], 2, () => position)).toEqual({ rows: [1, 2], next: null });
    expect(pageOf([], 2, () => position)).toEqual({ rows: [], next: null });
  });
});
