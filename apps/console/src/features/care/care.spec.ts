import { describe, expect, it } from '@jest/globals';
import type { CareStatus } from '#libs/contracts';
import fc from 'fast-check';
import { countsOf, isQuiet, needsConfirming, worstFirst, worstOf } from './care.js';

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

describe('a long list', () => {
  it('counts each service once, and the stale ones beside', () => {
    const counts = countsOf([said('open'), said('closed', true), said('degraded'), said('degraded', true)]);
    expect(counts).toEqual({ open: 1, degraded: 2, closed: 1, unknown: 0, stale: 2 });
  });

  it('folds nothing that somebody has to act on', () => {
    const open = { ...said('open'), transfers: false };
    expect(isQuiet(open)).toBe(true);
    for (const part of [{ stale: true }, { transfers: true }, { status: 'unknown' as const }])
      expect(isQuiet({ ...open, ...part })).toBe(false);
  });

  it('asks for what is stale and not simply open to be confirmed, and for nothing that was confirmed just now', () => {
    for (const [status, transfers, asked] of [
      ['open', false, false],
      ['open', true, true],
      ['degraded', false, true],
      ['closed', false, true],
      ['unknown', false, true],
    ] as const) {
      expect(needsConfirming({ status, transfers, stale: true })).toBe(asked);
      expect(needsConfirming({ status, transfers, stale: false })).toBe(false);
    }
  });
});
