import { type AdvisoryTrace, TIMELINE_PARTS, TimelineSource, Tlp, tlpRank } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joined } from './advisory-traces.js';
import { type Moment, lookAt, partOf } from './moment.js';
import { pageOf } from './page.js';
import { spanOf } from './span.js';
import { standingOf } from './standing.js';

const instant = fc
  .integer({ min: Date.UTC(2026, 10, 1), max: Date.UTC(2026, 10, 4) })
  .map((ms) => new Date(ms - (ms % 600_000)).toISOString());
const moment: fc.Arbitrary<Moment> = fc.record({
  key: fc.uuid(),
  source: fc.constantFrom(...TimelineSource.options),
  type: fc.constant('note'),
  at: instant,
  recordedAt: instant,
  incidentId: fc.constant(null),
  reference: fc.constant(null),
  facilityId: fc.uuid(),
  side: fc.constant(null),
  tlp: fc.constantFrom(...Tlp.options),
  text: fc.constant(null),
  details: fc.constant({}),
});
const moments = fc.uniqueArray(moment, { selector: ({ key }) => key, maxLength: 80 });
const NOW = '2026-11-05T00:00:00.000Z';

describe('what of a timeline is looked at', () => {
  it('comes page by page, each moment once and in order, whatever the pages’ length', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 30 }), (all, limit) => {
        const { moments: chosen } = lookAt(all, {}, NOW);
        const seen: Moment[] = [];
        let cursor: string | undefined;
        do {
          const page = pageOf(chosen, cursor, limit);
          seen.push(...page.items);
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
        expect(seen.map(({ key }) => key).sort()).toEqual(all.map(({ key }) => key).sort());
        expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted());
      }),
    );
  });

  it('shows nothing that is stricter than was asked for, and says how much that is', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...Tlp.options), (all, upTo) => {
        const { moments: chosen, leftOut } = lookAt(all, { upTo }, NOW);
        expect(chosen.every(({ tlp }) => tlpRank(tlp) <= tlpRank(upTo))).toBe(true);
        expect(chosen.length + leftOut).toBe(all.length);
      }),
    );
  });

  it('counts what is left out of the span that was asked for, and no more', () => {
    const one = (at: string, tlp: Tlp): Moment => ({ ...fc.sample(moment, 1)[0]!, at, tlp });
    const all = [one('2026-11-01T10:00:00.000Z', 'RED'), one('2026-11-02T10:00:00.000Z', 'GREEN')];
    expect(lookAt(all, { upTo: 'GREEN' }, NOW).leftOut).toBe(1);
    expect(lookAt(all, { upTo: 'GREEN', from: '2026-11-02T00:00:00.000Z' }, NOW).leftOut).toBe(0);
  });

  it('is drawn whole: every moment is in exactly one part of its lane', () => {
    fc.assert(
      fc.property(moments, (all) => {
        const { marks, moments: chosen } = lookAt(all, {}, NOW);
        expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(chosen.length);
        expect(marks.every(({ part }) => part >= 0 && part < TIMELINE_PARTS)).toBe(true);
      }),
    );
  });

  it('has its ends in the first and the last part', () => {
    const [from, to] = ['2026-11-01T00:00:00.000Z', '2026-11-03T00:00:00.000Z'];
    expect([from, to].map((at) => partOf(at, from, to))).toEqual([0, TIMELINE_PARTS - 1]);
    expect(partOf(from, from, from)).toBe(0);
  });
});

describe('what an incident was, by its journal', () => {
  const at = (minute: number) => `2026-11-01T10:0${minute}:00.000Z`;
  it('follows the entries, and keeps when each state was first reached', () => {
    const qualified = { severity: 'high', tlp: 'RED', rsitClass: 'availability', rsitType: 'outage', malicious: 'no' };
    const entries = [
      { type: 'declared', details: {}, at: at(0) },
      { type: 'taken', details: {}, at: at(1) },
      { type: 'acknowledged', details: {}, at: at(2) },
      { type: 'qualified', details: qualified, at: at(3) },
      { type: 'assessed', details: { severity: 'critical', score: 81, outlook: 'worsening' }, at: at(4) },
      { type: 'taken', details: {}, at: at(5) },
      { type: 'resolved', details: {}, at: at(6) },
    ] as const;
    expect(standingOf(entries.slice(0, 1))).toMatchObject({ state: 'declared', tlp: 'AMBER', severity: null });
    expect(standingOf(entries.slice(0, 4))).toMatchObject({ state: 'qualified', tlp: 'RED', severity: 'high' });
    const last = standingOf(entries);
    expect(last).toMatchObject({ state: 'resolved', severity: 'critical', score: 81, outlook: 'worsening' });
    expect(last.since).toMatchObject({ taken: at(1), acknowledged: at(2), qualified: at(3), resolved: at(6) });
  });

  it('lasts until it was closed for the last time, also where it was reopened', () => {
    const turns = ['taken', 'acknowledged', 'resolved', 'closed', 'reopened', 'resolved', 'closed'] as const;
    const entries = turns.map((type, minute) => ({ type, details: {}, at: at(minute) }));
    const standing = standingOf(entries);
    expect([standing.since.closed, standing.closedAt]).toEqual([at(3), at(6)]);
    const subject = { awareAt: at(0), recordedAt: at(1), standing };
    expect(spanOf([subject], NOW)).toEqual({ from: at(0), until: at(6) });
    const again = standingOf([...entries, { type: 'reopened', details: {}, at: at(8) }]);
    expect(spanOf([{ ...subject, standing: again }], NOW).until).toBe(NOW);
  });
});

describe('what was sent to more facilities than one question asks for', () => {
  const answer = (facilityId: string) => ({ facilityId, answers: [{ state: 'read' as const, at: NOW }] });
  const trace = (advisoryId: string, day: number, ...facilities: string[]): AdvisoryTrace => ({
    ...{ advisoryId, reference: advisoryId, tlp: 'GREEN', regionalId: null, title: { fr: 'Avis', en: null } },
    ...{ sentAt: `2026-11-0${day}T10:00:00.000Z`, respondBy: null, recipients: facilities.map(answer) },
  });

  it('is one advisory with all of them, since it was first sent', () => {
    const slices = [trace('a', 2, 'f', 'g'), trace('b', 1, 'f'), trace('a', 1, 'h'), trace('c', 3, 'h')];
    const whole = joined(slices);
    expect(whole.map(({ advisoryId, recipients }) => [advisoryId, recipients.length])).toEqual([
      ['a', 3],
      ['b', 1],
      ['c', 1],
    ]);
    expect(whole[0]?.sentAt).toBe('2026-11-01T10:00:00.000Z');
  });
});
