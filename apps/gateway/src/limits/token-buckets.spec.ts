import { describe, expect, it } from '@jest/globals';
import { TokenBuckets } from './token-buckets.js';

function take(buckets: TokenBuckets, key: string, perMinute: number, now: number): number {
  const seconds = buckets.wait(key, perMinute, now);
  if (seconds === 0) buckets.spend(key, perMinute, now);
  return seconds;
}

describe('TokenBuckets', () => {
  it('lets so many through at once, says when to come again, and keeps its word', () => {
    const buckets = new TokenBuckets();
    for (let count = 0; count < 10; count += 1) expect(take(buckets, 'a', 10, 0)).toBe(0);
    const seconds = take(buckets, 'a', 10, 0);
    expect(seconds).toBe(6);
    expect(take(buckets, 'a', 10, seconds * 1000 - 1000)).toBe(1);
    expect(take(buckets, 'a', 10, seconds * 1000)).toBe(0);
  });

  it('counts everyone apart', () => {
    const buckets = new TokenBuckets();
    expect(take(buckets, 'a', 1, 0)).toBe(0);
    expect(take(buckets, 'a', 1, 0)).toBe(60);
    expect(take(buckets, 'b', 1, 0)).toBe(0);
  });

  it('never saves up more than a minute’s worth, nor loses by a clock that steps back', () => {
    const buckets = new TokenBuckets();
    take(buckets, 'a', 2, 0);
    expect([1, 2, 3].map(() => take(buckets, 'a', 2, 600_000))).toEqual([0, 0, 30]);
    expect(take(buckets, 'a', 2, 0)).toBe(30);
  });

  it('lets who did more at once than was to spare wait for longer', () => {
    const buckets = new TokenBuckets();
    for (let count = 0; count < 30; count += 1) buckets.spend('a', 10, 0);
    expect(buckets.wait('a', 10, 0)).toBe(126);
  });

  it('forgets who was not seen for longest', () => {
    const buckets = new TokenBuckets(2);
    for (const who of ['a', 'b', 'c']) take(buckets, who, 1, 0);
    expect(buckets.wait('c', 1, 0)).toBe(60);
    expect(buckets.wait('a', 1, 0)).toBe(0);
  });
});
