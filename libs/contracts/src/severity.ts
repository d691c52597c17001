import { z } from 'zod';
import type { Severity } from './common.js';

/**
 * How grave an incident is, as a score that everybody can work out again: the weighted mean of six parts, each from 0 to 100, in the manner
 * of CISA's National Cyber Incident Scoring System. The parts and their weights are those of a region that cares for patients.
 */
export const severityParts = {
  /** What of care is disturbed. */
  care: { weight: 30, answers: { none: 0, minor: 30, major: 65, stopped: 100, unknown: 50 } },
  danger: { weight: 25, answers: { none: 0, potential: 60, proven: 100, unknown: 50 } },
  /** What was read, altered or lost. */
  information: { weight: 15, answers: { none: 0, technical: 30, personal: 70, exposed: 100, unknown: 50 } },
  /** Whether it will be as before, and with whose help (NIST SP 800-61, recoverability). */
  recovery: { weight: 10, answers: { regular: 0, supplemented: 40, extended: 75, impossible: 100, unknown: 50 } },
  /** How far it reaches. */
  spread: { weight: 10, answers: { contained: 0, facility: 40, beyond: 80, region: 100, unknown: 50 } },
  /** What it may still become. */
  potential: { weight: 10, answers: { low: 0, moderate: 40, likely: 70, active: 100, unknown: 50 } },
} as const;

export type SeverityPart = keyof typeof severityParts;
export const severityPartNames = Object.keys(severityParts) as SeverityPart[];

const answersOf = <Part extends SeverityPart>(part: Part) =>
  z.enum(Object.keys(severityParts[part].answers) as (keyof (typeof severityParts)[Part]['answers'] & string)[]);

/** One answer for each part. Not knowing is an answer, and counts as the middle: it neither hides nor alarms. */
export const SeverityAnswers = z.strictObject({
  care: answersOf('care'),
  danger: answersOf('danger'),
  information: answersOf('information'),
  recovery: answersOf('recovery'),
  spread: answersOf('spread'),
  potential: answersOf('potential'),
});
export type SeverityAnswers = z.infer<typeof SeverityAnswers>;

/** Whither it goes (MISP taxonomy nis2, outlook). */
export const Outlook = z.enum(['improving', 'stable', 'worsening']);
export type Outlook = z.infer<typeof Outlook>;

/** Points of one answer, 0 to 100. */
export const pointsOf = (part: SeverityPart, answers: SeverityAnswers): number => {
  const points: Readonly<Record<string, number>> = severityParts[part].answers;
  return points[answers[part]] ?? 0;
};

/** From 0 to 100, rounded to a whole number. */
export function scoreOf(answers: SeverityAnswers): number {
  const weights = severityPartNames.reduce((sum, part) => sum + severityParts[part].weight, 0);
  const sum = severityPartNames.reduce(
    (total, part) => total + severityParts[part].weight * pointsOf(part, answers),
    0,
  );
  return Math.round(sum / weights);
}

/** From which score on. */
export const severityFrom = { low: 0, medium: 30, high: 50, critical: 75 } as const satisfies Record<Severity, number>;
const levels: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** The level of a score, and never below high where a patient has come to harm: a mean must not hide that. */
export function levelOf(score: number, danger: SeverityAnswers['danger']): Severity {
  const level = levels.find((one) => score >= severityFrom[one]) ?? 'low';
  return danger === 'proven' && severityFrom[level] < severityFrom.high ? 'high' : level;
}

/** The gravest of these levels; low for none. */
export const gravestOf = (some: readonly Severity[]): Severity => levels.find((one) => some.includes(one)) ?? 'low';

/** How much each further incident of one cause counts, beside the gravest. */
const CORRELATED = 0.1;

/**
 * The score of incidents that have one cause, which NCISS does not have: the gravest counts whole, and each other one takes a tenth of its
 * own share from what is left to 100. It never falls below the gravest nor rises above 100, and does not depend on their order.
 *
 * @param scores of those that last, 0 to 100 @returns 0 for none
 */
export function correlatedScore(scores: readonly number[]): number {
  const [gravest = 0, ...others] = scores.toSorted((one, other) => other - one);
  const left = others.reduce((rest, score) => rest * (1 - (CORRELATED * score) / 100), 1 - gravest / 100);
  return Math.round(100 * (1 - left));
}
