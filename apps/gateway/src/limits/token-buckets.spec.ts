import { describe, expect, it } from '@jest/globals';
import { TokenBuckets } from './token-buckets.js';

describe('TokenBuckets', () => {
  it('lets so many through at once, says when to come again, and keeps its word', () => {
    const buckets = new TokenBuckets();
    for (let count = 0; count < 10; count += 1) expect(buckets.take('a', 10, 0)).toBe(0);
    const seconds = buckets.take('a', 10, 0);
    expect(seconds).toBe(6);
    expect(buckets.take('a', 10, seconds * 1000 - 1000)).toBe(1);
    expect(buckets.take('a', 10, seconds * 1000)).toBe(0);
  });

  it('counts everyone apart', () => {
    const buckets = new TokenBuckets();
    expect(buckets.take('a', 1, 0)).toBe(0);
    expect(buckets.take('a', 1, 0)).toBe(60);
    expect(buckets.take('b', 1, 0)).toBe(0);
  });

  it('never saves up more than a minute’s worth, nor loses by a clock that steps back', () => {
    const buckets = new TokenBuckets();
    buckets.take('a', 2, 0);
    expect([1, 2, 3].map(() => buckets.take('a', 2, 600_000))).toEqual([0, 0, 30]);
    expect(buckets.take('a', 2, 0)).toBe(30);
  });

  it('forgets who was not seen for longest', () => {
    const buckets = new TokenBuckets(2);
    for (const who of ['a', 'b', 'c']) buckets.take(who, 1, 0);
    expect(buckets.take('c', 1, 0)).toBe(60);
    expect(buckets.take('a', 1, 0)).toBe(0);
  });
});
