import { describe, expect, it } from '@jest/globals';
import { emptyReport } from './declaration.js';
import { suggestedParts } from './severity-suggestion.js';
import { SeverityAnswers, severityPartNames } from './severity.js';

type Known = Parameters<typeof suggestedParts>[0];

const nothing: Known = {
  careServices: [],
  degradedMode: 'unknown',
  patientDanger: 'unknown',
  dataTouched: 'unknown',
  dataClasses: [],
  suspectedMalicious: 'unknown',
  malicious: null,
  supplier: null,
  report: emptyReport,
};
const of = (part: Partial<Known>) => suggestedParts({ ...nothing, ...part });

describe('what a declaration suggests', () => {
  it('is that nothing is known, where nothing was said', () => {
    for (const part of severityPartNames) expect(of({})[part]).toEqual({ answer: 'unknown', because: 'not-said' });
  });

  it.each<[keyof SeverityAnswers, Partial<Known>, string, string]>([
    ['care', { careServices: ['imaging', 'emergency'] }, 'major', 'vital-service'],
    ['care', { careServices: ['imaging'] }, 'minor', 'some-service'],
    ['care', { degradedMode: 'yes' }, 'minor', 'degraded-mode'],
    ['care', { degradedMode: 'no' }, 'none', 'works-normally'],
    ['danger', { patientDanger: 'proven' }, 'proven', 'patient-danger'],
    ['information', { dataTouched: 'no' }, 'none', 'no-data'],
    ['information', { dataTouched: 'yes', dataClasses: ['technical', 'personal'] }, 'personal', 'data-touched'],
    ['information', { dataTouched: 'yes', dataClasses: ['technical'] }, 'technical', 'data-touched'],
    ['information', { dataTouched: 'yes' }, 'unknown', 'not-said'],
    ['recovery', { report: { ...emptyReport, endedAt: '2026-11-28T10:00:00.000Z' } }, 'regular', 'ended'],
    ['spread', { supplier: 'Éditeur Santé' }, 'beyond', 'supplier'],
    ['spread', { report: { ...emptyReport, spread: 'yes' } }, 'beyond', 'spreads'],
    ['spread', { report: { ...emptyReport, spread: 'no', repercussions: 'no' } }, 'facility', 'spreads'],
    ['potential', { suspectedMalicious: 'yes' }, 'likely', 'malicious'],
    ['potential', { suspectedMalicious: 'yes', malicious: 'no' }, 'moderate', 'not-malicious'],
    ['potential', { report: { ...emptyReport, endedAt: '2026-11-28T10:00:00.000Z' } }, 'low', 'ended'],
  ])('for %s, by %j, is %s: %s', (part, said, answer, because) => {
    const suggested = of(said);
    expect(suggested[part]).toEqual({ answer, because });
    const answers = Object.fromEntries(severityPartNames.map((name) => [name, suggested[name].answer]));
    expect(SeverityAnswers.safeParse(answers).success).toBe(true);
  });
});
