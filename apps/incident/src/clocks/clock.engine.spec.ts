import { type FacilityProfile, type RegimeVersion, unknownProfile } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import { type Subject, validAt } from './clock.engine.js';
import type { Answers } from './facts.js';
import { answered, clock, hospital, nothingKnown, regimes } from './fixtures/subject.js';

describe('who is subject', () => {
  const of = (profile: Partial<FacilityProfile>, answers: Partial<Answers> = {}): Partial<Subject> => ({
    profile: { ...hospital, ...profile },
    answers: answered(answers),
  });

  it.each<[string, string, Partial<Subject>, string, string[]]>([
    [
      'csp/declaration',
      'a hospital in degraded mode',
      of({}),
      'yes',
      ['health-duty', 'care-safety', 'functioning', 'nature'],
    ],
    ['csp/declaration', 'who has no such duty', of({ healthDuty: 'no' }), 'no', ['health-duty']],
    ['csp/declaration', 'a false alarm', of({}, { nature: 'false-alarm' }), 'no', ['nature']],
    [
      'csp/declaration',
      'a failure that nobody wanted',
      of({}, { nature: 'failure' }),
      'yes',
      ['health-duty', 'care-safety', 'functioning', 'nature'],
    ],
    [
      'csp/declaration',
      'of whom nothing is known',
      { profile: unknownProfile, answers: nothingKnown },
      'unknown',
      ['health-duty', 'care-safety', 'health-data', 'functioning', 'repercussions', 'spread'],
    ],
    ['nis2/early-warning', 'an essential entity', of({}), 'yes', ['nis2', 'care-safety', 'functioning', 'nature']],
    [
      'nis2/early-warning',
      'an important entity',
      of({ nis2: 'important' }),
      'yes',
      ['nis2', 'care-safety', 'functioning', 'nature'],
    ],
    ['nis2/early-warning', 'who is neither', of({ nis2: 'none' }), 'no', ['nis2']],
    ['nis2/early-warning', 'of whom it is not known', of({ nis2: 'unknown' }), 'unknown', ['nis2']],
    ['gdpr/notification', 'personal data', of({}), 'yes', ['personal-data', 'nature']],
    ['gdpr/notification', 'technical data only', of({}, { dataClasses: ['technical'] }), 'no', ['personal-data']],
    ['gdpr/notification', 'data of no known class', of({}, { dataClasses: [] }), 'unknown', ['personal-data']],
    ['gdpr/notification', 'data that may be touched', of({}, { dataTouched: 'unknown' }), 'unknown', ['personal-data']],
    ['eigs/part-1', 'a patient who was harmed', of({}), 'yes', ['health-duty', 'patient-danger', 'nature']],
    [
      'eigs/part-1',
      'a danger that has harmed nobody',
      of({}, { patientDanger: 'potential' }),
      'no',
      ['patient-danger'],
    ],
    ['complaint/complaint', 'an attack on who is insured', of({}), 'yes', ['malicious', 'cyber-insured', 'nature']],
    ['complaint/complaint', 'a failure', of({}, { nature: 'failure' }), 'no', ['malicious']],
    [
      'complaint/complaint',
      'a suspicion of an attack',
      of({}, { nature: 'suspicion', suspectedMalicious: 'unknown' }),
      'unknown',
      ['malicious'],
    ],
  ])('%s: %s', (key, _, part, applies, facts) => {
    const found = clock(key, part);
    expect([found.applies, found.reason.facts.map(({ fact }) => fact)]).toEqual([applies, facts]);
    expect(found.state).toBe(applies === 'no' ? 'not-applicable' : 'open');
  });

  it('is told with the values that decide it', () => {
    expect(clock('nis2/notification', of({ nis2: 'none' })).reason.facts).toEqual([{ fact: 'nis2', value: 'none' }]);
  });
});

describe('what was submitted', () => {
  it('stays met when it turns out that it did not apply', () => {
    const submitted = { 'gdpr/notification': '2026-06-11T10:00:00.000Z' };
    const found = clock('gdpr/notification', { submitted, answers: answered({ nature: 'false-alarm' }) });
    expect(found).toMatchObject({ applies: 'no', state: 'met', metAt: submitted['gdpr/notification'] });
  });
});

describe('the version of a regime', () => {
  const version = (number: number, validFrom: string, validTo: string | null): RegimeVersion => ({
    ...regimes[0]!,
    version: number,
    validFrom,
    validTo,
  });
  const [first, second, third] = [
    version(1, '2026-01-01T00:00:00.000Z', null),
    version(2, '2026-07-01T00:00:00.000Z', '2026-09-01T00:00:00.000Z'),
    version(3, '2027-01-01T00:00:00.000Z', null),
  ];

  it.each([
    ['2025-12-31T23:59:59.999Z', undefined],
    ['2026-01-01T00:00:00.000Z', 1],
    ['2026-07-01T00:00:00.000Z', 2],
    ['2026-08-31T23:59:59.999Z', 2],
    // The second was law for two months only.
    ['2026-09-01T00:00:00.000Z', 1],
    ['2027-01-01T00:00:00.000Z', 3],
  ])('at %s is %s', (instant, expected) => {
    expect(validAt(instant, [third, first, second])[0]?.version).toBe(expected);
  });
});
