import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Instants, instantsOf, stagesOf, steps, summariesOf } from './times.js';

const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 1, 8) + minutes * 60_000).toISOString();
const instants = (...minutes: (number | null)[]): Instants =>
  Object.fromEntries(
    steps.map((step, index) => [step, typeof minutes[index] === 'number' ? at(minutes[index]) : null]),
  ) as Instants;
const MINUTE = 60_000;

describe('the stages of a response', () => {
  it('are measured from one step to the next', () => {
    expect(stagesOf(instants(0, 30, 42, 100, 160)).map(({ ms }) => ms)).toEqual(
      [30, 12, 58, 60].map((m) => m * MINUTE),
    );
  });

  it('are missing where an end is, and never zero', () => {
    const stages = stagesOf(instants(0, 30, null, 100, null));
    expect(stages.map(({ standing }) => standing)).toEqual(['measured', 'missing', 'missing', 'missing']);
    expect(stages.slice(1).map(({ ms }) => ms)).toEqual([null, null, null]);
  });

  it('are in disorder where an advisory came before the declaration was taken', () => {
    expect(stagesOf(instants(0, 30, 60, 50, 90)).map(({ standing }) => standing)).toEqual([
      'measured',
      'measured',
      'disorder',
      'measured',
    ]);
  });

  it('are never negative, whatever is recorded in whatever order', () => {
    const minute = fc.option(fc.integer({ min: -5_000, max: 5_000 }));
    fc.assert(
      fc.property(fc.array(fc.array(minute, { minLength: 5, maxLength: 5 }), { maxLength: 40 }), (rows) => {
        const all = rows.map((row, index) => ({ id: String(index), stages: stagesOf(instants(...row)) }));
        for (const { stages } of all)
          for (const { standing, ms } of stages)
            if (standing === 'measured') expect(ms).toBeGreaterThanOrEqual(0);
            else expect(ms).toBeNull();
        for (const { measured, missing, disordered, medianMs, slowest } of summariesOf(all)) {
          expect(measured + missing + disordered).toBe(rows.length);
          expect(medianMs === null).toBe(measured === 0);
          expect(slowest?.ms ?? null).toBe(measured === 0 ? null : Math.max(slowest?.ms ?? 0, medianMs ?? 0));
        }
      }),
    );
  });

  it('amount to a median of what was measured, and name the slowest', () => {
    const all = [instants(0, 10), instants(0, 20), instants(0, 90), instants(0, null)].map((row, index) => ({
      id: `n${index}`,
      stages: stagesOf(row),
    }));
    const [declared] = summariesOf(all);
    expect(declared).toEqual({
      ...{ step: 'declared', measured: 3, missing: 1, disordered: 0 },
      ...{ medianMs: 20 * MINUTE, slowest: { id: 'n2', ms: 90 * MINUTE } },
    });
    expect(summariesOf(all.slice(0, 2))[0]?.medianMs).toBe(15 * MINUTE);
  });
});

describe('the instants of an incident', () => {
  const facilityId = 'f';
  const standing = { since: { taken: at(12) } } as unknown as Parameters<typeof instantsOf>[0]['standing'];
  const subject = { awareAt: at(0), recordedAt: at(5), facilityId, standing };
  const trace = (regionalId: string | null, sent: number, ...answers: [string, number][]) =>
    ({
      ...{
        advisoryId: 'a',
        reference: '972-A-2026-0001',
        tlp: 'GREEN',
        title: { fr: 'Avis', en: null },
        respondBy: null,
      },
      ...{ regionalId, sentAt: at(sent) },
      recipients: [{ facilityId, answers: answers.map(([state, minute]) => ({ state, at: at(minute) })) }],
    }) as Parameters<typeof instantsOf>[1][number];

  it('take the first advisory that names the regional incident, and any where none does', () => {
    const traces = [trace(null, 20), trace('r', 40)];
    expect(instantsOf(subject, traces, 'r').advised).toBe(at(40));
    expect(instantsOf(subject, traces, null).advised).toBe(at(20));
    expect(instantsOf(subject, [trace(null, 20)], 'r').advised).toBe(at(20));
    expect(instantsOf(subject, [], 'r')).toMatchObject({ taken: at(12), advised: null, done: null });
  });

  it('say done where that still stands, since it was first said', () => {
    const done = (...answers: [string, number][]) => instantsOf(subject, [trace(null, 20, ...answers)], null).done;
    expect(done(['read', 21], ['done', 50], ['done', 70])).toBe(at(50));
    expect(done(['done', 50], ['in-progress', 60])).toBeNull();
    expect(done(['done', 50], ['in-progress', 60], ['done', 80])).toBe(at(80));
    expect(done()).toBeNull();
  });
});
