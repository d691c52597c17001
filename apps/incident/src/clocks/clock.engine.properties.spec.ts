import { type FacilityProfile, emptyReport } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Subject, clocksOf } from './clock.engine.js';
import type { Answers } from './facts.js';
import { regimes } from './fixtures/subject.js';

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
  const anyRequested = fc
    .option(fc.record({ askedAt: instant, dueAt: instant, answeredAt: fc.option(instant) }))
    .map((request): Subject['requested'] => (request ? { 'nis2/intermediate': request } : {}));
  const anySubject: fc.Arbitrary<Subject> = fc.record({
    profile: anyProfile,
    answers: anyAnswers,
    awareAt: instant,
    submitted: anySubmitted,
    requested: anyRequested,
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
          expect(metAt).toBe((any.requested[`${regime}/${stage}`]?.answeredAt ?? any.submitted[`${regime}/${stage}`])!);
      }),
    );
  });

  it('a request moves the clock of its own stage, and no other', () => {
    fc.assert(
      fc.property(anySubject, anyRequested, (any, requested) => {
        const others = (clocks: ReturnType<typeof clocksOf>) => clocks.filter(({ stage }) => stage !== 'intermediate');
        const [before, after] = [clocksOf(any, regimes), clocksOf({ ...any, requested }, regimes)];
        expect(others(after)).toEqual(others(before));
        const request = requested['nis2/intermediate'];
        const own = after.find(({ stage }) => stage === 'intermediate');
        expect([own?.dueAt, own?.reason.due.askedAt]).toEqual([request?.dueAt ?? null, request?.askedAt]);
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
