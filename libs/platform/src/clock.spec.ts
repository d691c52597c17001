import { describe, expect, it } from '@jest/globals';
import { FixedClock, SystemClock } from './clock.js';

describe('clocks', () => {
  it('stand still until they are moved, when they are fixed', () => {
    const clock = new FixedClock('2026-03-29T00:59:59.500Z');
    const before = clock.now();
    clock.advance(500);
    expect(clock.instant()).toBe('2026-03-29T01:00:00.000Z');
    expect(before.toISOString()).toBe('2026-03-29T00:59:59.500Z');
  });

  it('tell the machine’s time otherwise', () => {
    const now = performance.timeOrigin + performance.now();
    expect(Math.abs(new SystemClock().now().getTime() - now)).toBeLessThan(1_000);
  });
});
