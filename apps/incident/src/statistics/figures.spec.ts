import { describe, expect, it } from '@jest/globals';
import { tookOf } from './figures.js';
import { closedQuarter } from './release.service.js';

describe('how long it took', () => {
  it('is the least that half, and nine in ten, took no longer than', () => {
    expect(tookOf({})).toEqual({ count: 0, median: null, p90: null });
    expect(tookOf({ '5': 1 })).toEqual({ count: 1, median: 5, p90: 5 });
    // Minutes are numbers, not texts: 100 is after 20.
    expect(tookOf({ '100': 1, '20': 8, '3': 1 })).toEqual({ count: 10, median: 20, p90: 20 });
    expect(tookOf({ '100': 2, '20': 8 })).toEqual({ count: 10, median: 20, p90: 100 });
  });
});

describe('a quarter', () => {
  it.each([
    ['2026-04-30T23:59:00.000Z', '2025-Q4'],
    ['2026-05-02T12:00:00.000Z', '2026-Q1'],
    ['2026-11-29T12:00:00.000Z', '2026-Q3'],
    ['2027-01-05T12:00:00.000Z', '2026-Q3'],
  ])('is closed a month after its end: at %s the last is %s', (at, quarter) => {
    expect(closedQuarter(at)).toBe(quarter);
  });
});
