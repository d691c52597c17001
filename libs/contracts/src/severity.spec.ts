import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  SeverityAnswers,
  correlatedScore,
  levelOf,
  pointsOf,
  scoreOf,
  severityFrom,
  severityPartNames,
  severityParts,
} from './severity.js';

const answers = fc.record(
  Object.fromEntries(
    severityPartNames.map((part) => [part, fc.constantFrom(...Object.keys(severityParts[part].answers))]),
  ),
) as fc.Arbitrary<SeverityAnswers>;
const scores = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 });

const calm: SeverityAnswers = {
  care: 'none',
  danger: 'none',
  information: 'none',
  recovery: 'regular',
  spread: 'contained',
  potential: 'low',
};

describe('the score of an incident', () => {
  it('has weights that make a hundred', () => {
    expect(severityPartNames.reduce((sum, part) => sum + severityParts[part].weight, 0)).toBe(100);
  });

  it.each<[string, Partial<SeverityAnswers>, number, string]>([
    ['nothing', {}, 0, 'low'],
    ['a workstation that an own team cleans', { care: 'minor', potential: 'moderate' }, 13, 'low'],
    ['a telephone exchange down', { care: 'minor', danger: 'potential', spread: 'facility' }, 28, 'low'],
    ['a leak of patient data', { information: 'exposed', potential: 'likely', recovery: 'impossible' }, 32, 'medium'],
    [
      'ransomware: emergency on paper, records encrypted',
      {
        care: 'major',
        danger: 'potential',
        information: 'personal',
        recovery: 'extended',
        spread: 'facility',
        potential: 'active',
      },
      67,
      'high',
    ],
    [
      'the same, with theatre and intensive care stopped and a patient harmed',
      {
        care: 'stopped',
        danger: 'proven',
        information: 'personal',
        recovery: 'extended',
        spread: 'beyond',
        potential: 'active',
      },
      91,
      'critical',
    ],
    ['nothing but a patient who came to harm', { danger: 'proven' }, 25, 'high'],
    [
      'what nobody knows yet',
      {
        care: 'unknown',
        danger: 'unknown',
        information: 'unknown',
        recovery: 'unknown',
        spread: 'unknown',
        potential: 'unknown',
      },
      50,
      'high',
    ],
  ])('%s', (_, part, score, level) => {
    const told = SeverityAnswers.parse({ ...calm, ...part });
    expect([scoreOf(told), levelOf(scoreOf(told), told.danger)]).toEqual([score, level]);
  });

  it('stays between 0 and 100, and never falls when a part gets worse', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...severityPartNames), answers, (one, part, other) => {
        const worse = { ...one, [part]: other[part] } as SeverityAnswers;
        const [low, high] = [one, worse].toSorted((a, b) => pointsOf(part, a) - pointsOf(part, b));
        expect(scoreOf(low!)).toBeLessThanOrEqual(scoreOf(high!));
        expect(scoreOf(high!)).toBeLessThanOrEqual(100);
        expect(scoreOf(low!)).toBeGreaterThanOrEqual(0);
        expect(severityFrom[levelOf(scoreOf(low!), low!.danger)]).toBeLessThanOrEqual(
          severityFrom[levelOf(scoreOf(high!), high!.danger)],
        );
      }),
    );
  });
});

describe('the score of incidents of one cause', () => {
  it.each([
    [[], 0],
    [[50], 50],
    [[50, 50], 53],
    [Array.from({ length: 40 }, () => 50), 93],
    [[100, 0, 0], 100],
    [[0, 0], 0],
  ])('%j is %d', (all, score) => expect(correlatedScore(all)).toBe(score));

  it('never falls with one more or a graver one, nor depends on the order', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 100 }), (all, one) => {
        const score = correlatedScore(all);
        expect(score).toBeGreaterThanOrEqual(Math.max(0, ...all));
        expect(score).toBeLessThanOrEqual(100);
        expect(correlatedScore([...all, one])).toBeGreaterThanOrEqual(score);
        expect(correlatedScore(all.toReversed())).toBe(score);
      }),
    );
  });
});
