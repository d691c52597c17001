import { describe, expect, it } from '@jest/globals';
import { LONGEST_FAILURE, SCHEDULE, retryAfterOf, verdictOf } from './retry.rule.js';

const now = new Date('2026-11-29T12:00:00.000Z');
const refused = { status: 500, failure: 'http-500', retryAfter: null };
const at = (tries: number, more = {}) => ({ tries, failingSince: now, now, chance: 0, ...more });

describe('what follows from an attempt', () => {
  it('is the next delay of the schedule, then the end', () => {
    const delays = SCHEDULE.map((_, index) => verdictOf(refused, at(index + 1)));
    expect(delays).toEqual(
      [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400].map((s) => ({ kind: 'again', delay: s * 1000 })),
    );
    expect(verdictOf(refused, at(10))).toEqual({ kind: 'failed' });
  });

  it('comes a tenth later at most, by chance', () => {
    expect(verdictOf(refused, at(2, { chance: 1 }))).toEqual({ kind: 'again', delay: 330_000 });
  });

  it('is never sooner than the tool asks, nor later than a day because of it', () => {
    const asks = (retryAfter: number) => verdictOf({ status: 429, failure: 'http-429', retryAfter }, at(1));
    expect(asks(60_000)).toEqual({ kind: 'again', delay: 60_000 });
    expect(asks(1_000)).toEqual({ kind: 'again', delay: 5_000 });
    expect(asks(1e12)).toEqual({ kind: 'again', delay: 86_400_000 });
  });

  it('410 switches off at once, five days without a success at the second try of a round, and not a moment before', () => {
    expect(verdictOf({ status: 410, failure: 'http-410', retryAfter: null }, at(1))).toEqual({
      kind: 'disable',
      why: 'gone',
    });
    const since = (ago: number, tries = 2) => at(tries, { failingSince: new Date(now.getTime() - ago) });
    expect(verdictOf(refused, since(LONGEST_FAILURE))).toEqual({ kind: 'disable', why: 'failing' });
    expect(verdictOf(refused, since(LONGEST_FAILURE - 1)).kind).toBe('again');
    expect(verdictOf(refused, since(10 * LONGEST_FAILURE, 1)).kind).toBe('again');
  });
});

it.each([
  [undefined, null],
  ['120', 120_000],
  ['Sun, 29 Nov 2026 12:01:00 GMT', 60_000],
  ['Sun, 29 Nov 2026 11:00:00 GMT', 0],
  ['soon', null],
  ['99999999999', null],
])('Retry-After %s is %s ms', (header, expected) => {
  expect(retryAfterOf(header, now)).toBe(expected);
});
