import {
  type FacilityProfile,
  RegimeDefinition,
  type RegimeVersion,
  emptyReport,
  unknownProfile,
} from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstRegimes } from '../regimes/regimes.js';
import { type ClockFace, type Subject, clocksOf, validAt } from './clock.engine.js';
import type { Answers } from './facts.js';

const regimes: RegimeVersion[] = Object.entries(firstRegimes).map(([code, definition]) => ({
  code,
  version: 1,
  validFrom: '2000-01-01T00:00:00.000Z',
  validTo: null,
  savedAt: '2000-01-01T00:00:00.000Z',
  definition: RegimeDefinition.parse(definition),
}));

const AWARE = '2026-06-10T10:00:00.000Z';
const hospital: FacilityProfile = {
  nis2: 'essential',
  healthDuty: 'yes',
  publicEstablishment: 'yes',
  holdsHealthData: 'yes',
  cyberInsured: 'yes',
};
const nothingKnown: Answers = {
  nature: 'suspicion',
  suspectedMalicious: 'unknown',
  degradedMode: 'unknown',
  patientDanger: 'unknown',
  dataTouched: 'unknown',
  dataClasses: [],
  report: emptyReport,
};
const ransomware: Answers = {
  ...nothingKnown,
  nature: 'malicious',
  degradedMode: 'yes',
  patientDanger: 'proven',
  dataTouched: 'yes',
  dataClasses: ['personal'],
};

const subject = (part: Partial<Subject> = {}): Subject => ({
  profile: hospital,
  answers: ransomware,
  awareAt: AWARE,
  submitted: {},
  zone: 'America/Martinique',
  ...part,
});
const answered = (part: Partial<Answers>): Answers => ({ ...ransomware, ...part });
const ended = (endedAt: string) => answered({ report: { ...emptyReport, endedAt } });

function clock(key: string, part: Partial<Subject> = {}): ClockFace {
  const found = clocksOf(subject(part), regimes).find(({ regime, stage }) => `${regime}/${stage}` === key);
  if (!found) throw new Error(`there is no clock ${key}`);
  return found;
}

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

describe('when it is due', () => {
  const NOTIFIED = '2026-06-12T08:00:00.000Z';
  const notified = { 'nis2/notification': NOTIFIED };

  it.each<[string, string, Partial<Subject>, string | null, string, string]>([
    ['csp/declaration', 'without delay', {}, AWARE, 'without-delay', 'open'],
    ['nis2/early-warning', '24 hours', {}, '2026-06-11T10:00:00.000Z', 'after-aware', 'open'],
    [
      'nis2/early-warning',
      'covered by the notification',
      { submitted: notified },
      '2026-06-11T10:00:00.000Z',
      'after-aware',
      'superseded',
    ],
    ['nis2/notification', '72 hours', {}, '2026-06-13T10:00:00.000Z', 'after-aware', 'open'],
    ['nis2/notification', 'was submitted', { submitted: notified }, '2026-06-13T10:00:00.000Z', 'after-aware', 'met'],
    ['nis2/intermediate', 'on request', {}, null, 'on-request', 'open'],
    ['nis2/final', 'waits for the notification', {}, null, 'waits-for-stage', 'open'],
    ['nis2/final', 'waits for the end while it lasts', { submitted: notified }, null, 'waits-for-end', 'open'],
    [
      'nis2/progress',
      'replaces it while it lasts',
      { submitted: notified },
      '2026-07-12T21:59:59.999Z',
      'while-ongoing',
      'open',
    ],
    [
      'nis2/final',
      'a month after the notification',
      { submitted: notified, answers: ended('2026-06-20T10:00:00.000Z') },
      '2026-07-12T21:59:59.999Z',
      'after-stage',
      'open',
    ],
    [
      'nis2/progress',
      'is pointless when it is over',
      { submitted: notified, answers: ended('2026-06-20T10:00:00.000Z') },
      '2026-07-12T21:59:59.999Z',
      'while-ongoing',
      'superseded',
    ],
    [
      'nis2/final',
      'a month after the end of a long one',
      { submitted: notified, answers: ended('2026-09-30T10:00:00.000Z') },
      '2026-10-30T22:59:59.999Z',
      'after-end',
      'open',
    ],
    [
      'nis2/progress',
      'stays met when it was submitted',
      {
        submitted: { ...notified, 'nis2/progress': '2026-07-10T10:00:00.000Z' },
        answers: ended('2026-09-30T10:00:00.000Z'),
      },
      '2026-07-12T21:59:59.999Z',
      'while-ongoing',
      'met',
    ],
    ['gdpr/notification', '72 hours', {}, '2026-06-13T10:00:00.000Z', 'after-aware', 'open'],
    ['eigs/part-2', 'waits for part 1', {}, null, 'waits-for-stage', 'open'],
    [
      'eigs/part-2',
      'three months, in the territory',
      { submitted: { 'eigs/part-1': AWARE } },
      '2026-09-11T03:59:59.999Z',
      'after-stage',
      'open',
    ],
  ])('%s: %s', (key, _, part, dueAt, code, state) => {
    const found = clock(key, part);
    expect([found.dueAt, found.reason.due.code, found.state]).toEqual([dueAt, code, state]);
  });

  it('reminds before, at and after, and of nothing that nobody waits for', () => {
    expect(clock('nis2/early-warning').rings).toEqual([
      '2026-06-11T04:00:00.000Z',
      '2026-06-11T09:00:00.000Z',
      '2026-06-11T10:00:00.000Z',
      '2026-06-11T14:00:00.000Z',
      '2026-06-12T10:00:00.000Z',
    ]);
    expect(clock('nis2/early-warning', { submitted: notified }).rings).toEqual([]);
    expect(clock('nis2/final').rings).toEqual([]);
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

describe('whatever happens', () => {
  const instant = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString());
  const yesNo = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);
  const anyAnswers: fc.Arbitrary<Answers> = fc.record({
    nature: fc.constantFrom('suspicion' as const, 'failure' as const, 'malicious' as const, 'false-alarm' as const),
    suspectedMalicious: yesNo,
    degradedMode: yesNo,
    patientDanger: fc.constantFrom('none' as const, 'potential' as const, 'proven' as const, 'unknown' as const),
    dataTouched: yesNo,
    dataClasses: fc.subarray(['personal' as const, 'technical' as const, 'functioning' as const]),
    report: fc
      .record({
        careSafety: yesNo,
        healthData: yesNo,
        functioning: yesNo,
        repercussions: yesNo,
        spread: yesNo,
        crossBorder: yesNo,
        endedAt: fc.option(instant),
      })
      .map((part) => ({ ...emptyReport, ...part })),
  });
  const anyProfile: fc.Arbitrary<FacilityProfile> = fc.record({
    nis2: fc.constantFrom('essential' as const, 'important' as const, 'none' as const, 'unknown' as const),
    healthDuty: yesNo,
    publicEstablishment: yesNo,
    holdsHealthData: yesNo,
    cyberInsured: yesNo,
  });
  const keys = regimes.flatMap(({ code, definition }) => definition.stages.map((stage) => `${code}/${stage.code}`));
  const anySubmitted = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...keys), instant), { selector: ([key]) => key, maxLength: 4 })
    .map((entries): Record<string, string> => Object.fromEntries(entries));
  const anySubject: fc.Arbitrary<Subject> = fc.record({
    profile: anyProfile,
    answers: anyAnswers,
    awareAt: instant,
    submitted: anySubmitted,
    zone: fc.constantFrom('Europe/Paris', 'America/Martinique', 'Indian/Reunion'),
  });

  it('a later instant of becoming aware never gives an earlier due time', () => {
    fc.assert(
      fc.property(anySubject, instant, (one, other) => {
        const [earlier, later] = [one.awareAt, other].sort() as [string, string];
        const before = clocksOf({ ...one, awareAt: earlier }, regimes);
        const after = clocksOf({ ...one, awareAt: later }, regimes);
        for (const [index, { dueAt }] of before.entries()) {
          const moved = after[index]!.dueAt;
          if (dueAt === null) expect(moved).toBeNull();
          else expect(moved! >= dueAt).toBe(true);
        }
      }),
    );
  });

  it('each stage has one clock, with a reason, and rings only while it is open and due', () => {
    fc.assert(
      fc.property(anySubject, (any) => {
        const clocks = clocksOf(any, regimes);
        expect(clocks.map(({ regime, stage }) => `${regime}/${stage}`)).toEqual(keys);
        for (const { state, dueAt, rings, reason, applies, metAt } of clocks) {
          expect(reason.facts.length).toBeGreaterThan(0);
          if (rings.length > 0) expect([state, dueAt === null]).toEqual(['open', false]);
          if (applies === 'unknown') expect(state).not.toBe('not-applicable');
          expect(state === 'met').toBe(metAt !== null);
        }
      }),
    );
  });

  it('asking twice gives the same, and what was submitted keeps its instant', () => {
    fc.assert(
      fc.property(anySubject, (any) => {
        const clocks = clocksOf(any, regimes);
        expect(clocksOf(structuredClone(any), regimes)).toEqual(clocks);
        for (const { regime, stage, metAt } of clocks.filter(({ state }) => state === 'met'))
          expect(metAt).toBe(any.submitted[`${regime}/${stage}`]);
      }),
    );
  });

  it('knowing more turns an unknown into a yes or a no, and never a yes into a no', () => {
    const undecided = fc.tuple(
      anySubject,
      fc.constantFrom('careSafety', 'functioning', 'spread', 'repercussions'),
      yesNo,
    );
    fc.assert(
      fc.property(undecided, ([any, criterion, answer]) => {
        const at = (value: typeof answer) =>
          clocksOf(
            { ...any, answers: { ...any.answers, report: { ...any.answers.report, [criterion]: value } } },
            regimes,
          ).map(({ applies }) => applies);
        const before = at('unknown');
        const after = at(answer);
        for (const [index, applies] of before.entries())
          if (applies !== 'unknown' && after[index] !== applies) {
            // An inference from another answer gives way to what is said: only a facility that says no may undo it.
            expect([applies, answer]).toEqual(['yes', 'no']);
          }
      }),
    );
  });
});
