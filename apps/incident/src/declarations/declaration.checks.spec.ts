import { Refusal } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkEnd, checkInstants } from './declaration.checks.js';

const now = new Date('2026-11-24T12:00:00.000Z');
const at = (offset: number): string => new Date(now.getTime() + offset).toISOString();
const MINUTE = 60_000;

function refusalOf(awareAt: string, since: string | null): string | null {
  try {
    checkInstants({ awareAt, since }, now);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('checkInstants', () => {
  it('accepts a clock that is five minutes ahead, and no more', () => {
    expect(refusalOf(at(5 * MINUTE), null)).toBeNull();
    expect(refusalOf(at(5 * MINUTE + 1), null)).toBe('aware-in-future');
  });

  it('accepts who became aware in the very instant in which it began', () => {
    expect(refusalOf(at(-MINUTE), at(-MINUTE))).toBeNull();
    expect(refusalOf(at(-MINUTE - 1), at(-MINUTE))).toBe('aware-before-start');
  });

  it('accepts any past order of beginning, awareness and now', () => {
    const past = fc.integer({ min: -400 * 24 * 60 * MINUTE, max: 0 });
    fc.assert(
      fc.property(past, past, (a, b) => {
        expect(refusalOf(at(Math.max(a, b)), at(Math.min(a, b)))).toBeNull();
        if (a !== b) expect(refusalOf(at(Math.min(a, b)), at(Math.max(a, b)))).toBe('aware-before-start');
      }),
    );
  });

  it('names the fields at fault', () => {
    expect(() => checkInstants({ awareAt: at(-1), since: at(0) }, now)).toThrow(
      expect.objectContaining({
        params: { places: [expect.objectContaining({ path: 'awareAt' }), expect.objectContaining({ path: 'since' })] },
      }),
    );
  });
});

describe('checkEnd', () => {
  const isRefused = (endedAt: string | null, since: string | null): boolean => {
    try {
      checkEnd(endedAt, since, now);
      return false;
    } catch (error) {
      return error instanceof Refusal && error.code === 'ended-impossible';
    }
  };

  it.each([
    ['an incident that lasts', null, at(-MINUTE), false],
    ['an end between its beginning and now', at(-MINUTE), at(-2 * MINUTE), false],
    ['an end whose beginning nobody knows', at(-MINUTE), null, false],
    ['an end before its beginning', at(-2 * MINUTE), at(-MINUTE), true],
    ['an end in the future', at(6 * MINUTE), null, true],
  ])('%s', (_, endedAt, since, refused) => expect(isRefused(endedAt, since)).toBe(refused));
});
