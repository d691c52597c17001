import type { ClockReason, DueReason, RegimeStage } from '#libs/contracts';
import { endOfDelay, shifted } from './delay.js';

/** The latest request for a stage. */
export interface Requested {
  askedAt: string;
  dueAt: string;
  /** The first submission since it was asked for; null while there is none. */
  answeredAt: string | null;
}

/** The instants that due times hang on. */
export interface Instants {
  awareAt: string;
  /** What authorities asked for, by stage of the regime. */
  requested: Readonly<Record<string, Requested>>;
  /** Null while the incident lasts. */
  endedAt: string | null;
  /** First submission of each stage of the regime. */
  submitted: Readonly<Record<string, string>>;
  /** Where days and months are counted. */
  zone: string;
}

export interface Due {
  at: string | null;
  reason: ClockReason['due'];
  /** The incident was over before a report on its progress was due. */
  pointless?: boolean;
}

const WITHOUT_DELAY = 'PT0S';

/** When a stage is due and why, or why that is not known. */
export function dueOf({ code, due: rule }: RegimeStage, instants: Instants): Due {
  const { delay, stage } = rule;
  const because = (why: DueReason, at: string | null, pointless = false): Due => ({
    at,
    reason: { code: why, stage, delay: why === 'after-end' ? (rule.afterEnd ?? delay) : delay },
    pointless,
  });
  const { awareAt, endedAt, submitted, zone } = instants;
  if (rule.from === 'request') return asked(because('on-request', null), instants.requested[code]);
  if (rule.from === 'aware')
    return delay === WITHOUT_DELAY
      ? because('without-delay', awareAt)
      : because('after-aware', endOfDelay(awareAt, delay, zone));

  const anchor = stage === null ? undefined : submitted[stage];
  if (anchor === undefined) return because('waits-for-stage', null);
  const base = endOfDelay(anchor, delay, zone);
  if (rule.ongoing === 'any') return because('after-stage', base);
  const isOverInTime = endedAt !== null && endedAt <= base;
  if (rule.ongoing === 'only') return because('while-ongoing', base, isOverInTime);
  if (isOverInTime) return because('after-stage', base);
  if (endedAt === null) return because('waits-for-end', null);
  return because('after-end', endOfDelay(endedAt, rule.afterEnd ?? delay, zone));
}

/** Due when the authority wants it, and not before one has asked. */
const asked = (due: Due, request: Requested | undefined): Due =>
  request ? { ...due, at: request.dueAt, reason: { ...due.reason, askedAt: request.askedAt } } : due;

/**
 * The submission that meets a stage. What was sent before an authority asked is not what it asked for; else the first submission counts,
 * and sending it again changes nothing.
 */
export function metAtOf({ code, due }: RegimeStage, { requested, submitted }: Instants): string | null {
  const request = due.from === 'request' ? requested[code] : undefined;
  return request ? request.answeredAt : (submitted[code] ?? null);
}

/** When to remind of a due time, in order, each instant once. */
export function ringsOf(dueAt: string | null, { reminders }: RegimeStage, zone: string): string[] {
  if (dueAt === null) return [];
  return [...new Set(reminders.map((offset) => shifted(dueAt, offset, zone)))].sort();
}
