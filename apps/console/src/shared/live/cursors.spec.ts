import { describe, expect, it } from '@jest/globals';
import { Cursors } from './cursors.js';

function memory() {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  };
}

describe('cursors', () => {
  it('take each item once, and come back after a reload', () => {
    const storage = memory();
    const cursors = new Cursors('live', storage);
    expect(cursors.advance('agency', 4)).toBe(true);
    expect(cursors.advance('agency', 4)).toBe(false);
    expect(cursors.advance('agency', 3)).toBe(false);
    expect(cursors.advance('facility:a', 1)).toBe(true);
    cursors.keep();
    expect(new Cursors('live', storage).all()).toEqual({ agency: 4, 'facility:a': 1 });
  });
});
