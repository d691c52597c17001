import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#libs/contracts';
import { pageOf, readCursor, writeCursor } from './keyset.js';

const id = '0193a000-0000-7000-8000-000000000001';

describe('keyset', () => {
  it('gives back the position that was written', () => {
    expect(readCursor(writeCursor({ key: 'hôpital "A"', id }))).toEqual({ key: 'hôpital "A"', id });
  });

  it('takes no cursor as the beginning', () => {
    expect(readCursor(undefined)).toBeUndefined();
  });

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each(['', 'x', encoded(['a']), encoded(['a', 'b']), encoded(['\u0000', id])])(
    'refuses the cursor "%s"',
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow(Refusal);
    },
  );

  it('names a next page only when there is one', () => {
    const position = (key: string) => ({ key, id });
    expect(pageOf(['a', 'b'], 2, position)).toEqual({ rows: ['a', 'b'], next: null });
    expect(pageOf(['a', 'b', 'c'], 2, position)).toEqual({ rows: ['a', 'b'], next: writeCursor({ key: 'b', id }) });
  });
});
