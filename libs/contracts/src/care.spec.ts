import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CARE_STALE_HOURS, isCareStale } from './care.js';

const HOUR = 3_600_000;
const instant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) });
const text = (at: number) => new Date(at).toISOString();

describe('what nobody has confirmed', () => {
  it('is stale after twelve hours, and not a millisecond before', () => {
    fc.assert(
      fc.property(instant, (at) => {
        expect(isCareStale(text(at), text(at + CARE_STALE_HOURS * HOUR))).toBe(false);
        expect(isCareStale(text(at), text(at + CARE_STALE_HOURS * HOUR + 1))).toBe(true);
      }),
    );
  });

  it('never becomes fresh again as time goes by', () => {
    fc.assert(
      fc.property(instant, fc.nat(48 * HOUR), fc.nat(48 * HOUR), (at, some, more) => {
        const [then, later] = [text(at + some), text(at + some + more)];
        if (isCareStale(text(at), then)) expect(isCareStale(text(at), later)).toBe(true);
      }),
    );
  });
});
