import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Owned, bandOf, nextTold, othersThan } from './told.js';

const of = (...owners: string[]): Owned[] => owners.map((owner) => ({ facilityId: `site of ${owner}`, owner }));
const others = Array.from({ length: 14 }, (_, number) => `other ${number}`);
const OWN = new Set(['attacker']);
const site = (number: number): Owned => ({ facilityId: `attacker's site ${number}`, owner: 'attacker' });

interface Round {
  there: readonly string[];
  /** Those of the attacker's sites that the agency has linked. */
  sites: readonly number[];
}
const sites = fc.subarray([1, 2, 3, 4, 5]);

/** What the attacker sees, round by round, and of which others. */
function seen(rounds: readonly Round[]): { band: number | null; told: Set<string> }[] {
  let told: readonly Owned[] = [];
  return rounds.map(({ there, sites: linked }) => {
    told = nextTold(told, [...of(...there), ...linked.map(site)]);
    const owners = told.map(({ owner }) => owner).filter((owner) => !OWN.has(owner));
    return { band: linked.length === 0 ? null : bandOf(othersThan(told, OWN)), told: new Set(owners) };
  });
}
const differing = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter((owner) => !other.has(owner)).length + [...other].filter((owner) => !one.has(owner)).length;

describe('of whom facilities are told', () => {
  it('is of nobody below four legal entities, whoever of them asks', () => {
    expect(nextTold([], of('a', 'b', 'c'))).toEqual([]);
    expect(nextTold([], of('a', 'b', 'c', 'd'))).toHaveLength(4);
  });

  it('does not follow one, two or three that come or go', () => {
    const told = of('a', 'b', 'c', 'd', 'e');
    for (const now of [of('a', 'b'), of('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), of('a', 'b', 'c', 'd', 'f')])
      expect(nextTold(told, now)).toBe(told);
    expect(nextTold(told, of('a'))).toEqual([]);
  });

  it('counts the sites of one legal entity once', () => {
    const sites = ['1', '2', '3', '4'].map((facilityId) => ({ facilityId, owner: 'a' }));
    expect(nextTold([], sites)).toEqual([]);
    expect(othersThan([...sites, ...of('b')], new Set(['b']))).toBe(1);
  });

  it('changes what an attacker sees, while it stays linked, only when three others at least came or went', () => {
    const rounds = fc.array(fc.record({ there: fc.subarray(others), sites }), { maxLength: 12 });
    fc.assert(
      fc.property(rounds, (all) => {
        const shown = seen(all);
        for (const [index, now] of shown.entries()) {
          const before = shown[index - 1];
          if (!before || now.band === null || before.band === null || now.band === before.band) continue;
          expect(differing(now.told, before.told)).toBeGreaterThanOrEqual(3);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not let an attacker tell apart two regions that differ in one legal entity, but at the edge of a band', () => {
    const region = fc.integer({ min: 0, max: others.length - 1 });
    fc.assert(
      fc.property(region, fc.array(sites, { maxLength: 12 }), (size, moves) => {
        const shown = (count: number) =>
          seen(moves.map((linked) => ({ there: others.slice(0, count), sites: linked }))).map(({ band }) => band);
        if (bandOf(size) === bandOf(size + 1)) expect(shown(size)).toEqual(shown(size + 1));
        // One answer is all there is to be had: what it asks again, or after leaving and coming back, is that answer.
        expect(new Set(shown(size).filter((band) => band !== null)).size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1_000 },
    );
  });
});
