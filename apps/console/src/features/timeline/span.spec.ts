import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { around, beside, closer, nameOf, spans, ticksOf } from './span.js';

const at = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
const length = fc.constantFrom(...Object.values(spans));

describe('the span of a timeline', () => {
  it('holds the instant around which it was made, and says its length', () => {
    fc.assert(
      fc.property(at, length, (instant, size) => {
        const span = around(instant, size);
        expect(Date.parse(span.from)).toBeLessThanOrEqual(instant);
        expect(Date.parse(span.to)).toBeGreaterThanOrEqual(instant);
        expect(spans[nameOf(span) as keyof typeof spans]).toBe(size);
        expect(beside(beside(span, 1), -1)).toEqual(span);
      }),
    );
  });

  it('is marked by few instants inside of it', () => {
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 90 * 24 * 3_600_000 }), (from, size) => {
        const span = { from: new Date(from).toISOString(), to: new Date(from + size).toISOString() };
        const ticks = ticksOf(span);
        expect(ticks.length).toBeLessThanOrEqual(8);
        expect(ticks.every((tick) => tick >= from && tick <= from + size)).toBe(true);
      }),
    );
  });

  it('is drawn closer by one step at a time', () => {
    const week = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-08T00:00:00.000Z' };
    expect(closer(week)).toBe(spans.day);
    expect(closer(around(Date.parse(week.from), spans.day))).toBe(spans.hours);
    expect(closer(around(Date.parse(week.from), spans.hour))).toBe(spans.hour);
  });
});
