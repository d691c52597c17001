import { Reference } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Series, referenceOf, sequenceOf } from './reference.js';
import { yearIn } from './year.js';

const anySeries: fc.Arbitrary<Series> = fc.record({
  territory: fc.stringMatching(/^[0-9A-Z]{2,4}$/),
  record: fc.constantFrom('incident', 'regional'),
  kind: fc.constantFrom('real', 'exercise'),
  year: fc.integer({ min: 2000, max: 2999 }),
});

describe('references', () => {
  it('write territory, mark, year and at least four digits', () => {
    const series: Series = { territory: '972', record: 'incident', kind: 'real', year: 2026 };
    expect(referenceOf(series, 1)).toBe('972-2026-0001');
    expect(referenceOf({ ...series, kind: 'exercise' }, 1)).toBe('972-X-2026-0001');
    expect(referenceOf({ ...series, record: 'regional' }, 12)).toBe('972-R-2026-0012');
    expect(referenceOf({ ...series, record: 'regional', kind: 'exercise' }, 3)).toBe('972-R-X-2026-0003');
    expect(referenceOf(series, 10_000)).toBe('972-2026-10000');
  });

  it('always have the form that the contract publishes', () => {
    fc.assert(
      fc.property(anySeries, fc.integer({ min: 1 }), (series, number) => {
        expect(Reference.safeParse(referenceOf(series, number)).success).toBe(true);
      }),
    );
  });

  it('never come from the sequence of another series', () => {
    fc.assert(
      fc.property(anySeries, anySeries, fc.integer({ min: 1 }), (one, other, number) => {
        const sameReference = referenceOf(one, number) === referenceOf(other, number);
        expect(sequenceOf(one) === sequenceOf(other)).toBe(sameReference);
      }),
    );
  });
});

describe('the year of a reference', () => {
  it('is the one where the territory is', () => {
    const justAfterMidnightUtc = new Date('2027-01-01T02:00:00.000Z');
    expect(yearIn('America/Martinique', justAfterMidnightUtc)).toBe(2026);
    expect(yearIn('UTC', justAfterMidnightUtc)).toBe(2027);
    expect(yearIn('Indian/Reunion', new Date('2026-12-31T21:00:00.000Z'))).toBe(2027);
  });
});
