import { describe, expect, it } from '@jest/globals';
import { delayAfter, isGivenUp } from './mail.backoff.js';

describe('the delay before the next attempt', () => {
  it('doubles from five seconds to a quarter of an hour', () => {
    expect([1, 2, 3, 8, 9, 400].map(delayAfter)).toEqual([5_000, 10_000, 20_000, 640_000, 900_000, 900_000]);
  });
});

describe('giving up', () => {
  it('comes after three days', () => {
    const created = new Date('2026-11-24T12:00:00.000Z');
    expect(isGivenUp(created, new Date('2026-11-27T12:00:00.000Z'))).toBe(false);
    expect(isGivenUp(created, new Date('2026-11-27T12:00:00.001Z'))).toBe(true);
  });
});
