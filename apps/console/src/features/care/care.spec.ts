import { describe, expect, it } from '@jest/globals';
import type { CareStatus } from '#libs/contracts';
import fc from 'fast-check';
import { worstFirst, worstOf } from './care.js';

const said = (status: CareStatus, stale = false) => ({ status, stale });
const report = fc.record({
  status: fc.constantFrom<CareStatus>('open', 'degraded', 'closed', 'unknown'),
  stale: fc.boolean(),
});

describe('the order of the care board', () => {
  it('has closed before degraded, unknown and open, and stale before the same said just now', () => {
    const lines = [said('open'), said('open', true), said('unknown'), said('degraded'), said('closed')];
    const sorted = worstFirst(lines.map((one) => ({ reports: [one] }))).map(({ reports }) => reports[0]);
    expect(sorted).toEqual(lines.toReversed());
  });

  it('begins with the worst that there is, and loses no line', () => {
    fc.assert(
      fc.property(fc.array(fc.array(report, { minLength: 1 }), { minLength: 1 }), (all) => {
        const lines = all.map((reports) => ({ reports }));
        const sorted = worstFirst(lines);
        expect(new Set(sorted)).toEqual(new Set(lines));
        expect(worstOf(sorted[0]!.reports)).toEqual(worstOf(all.flat()));
      }),
    );
  });
});
