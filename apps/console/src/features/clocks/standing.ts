import type { ClockStanding, IncidentClock } from '#libs/contracts';

/** How a clock stands now. */
export function standingOf({ state, dueAt }: Pick<IncidentClock, 'state' | 'dueAt'>, now: Date): ClockStanding {
  if (state === 'met') return 'met';
  if (state !== 'open') return 'not-applicable';
  if (dueAt === null) return 'waiting';
  return Date.parse(dueAt) > now.getTime() ? 'due' : 'overdue';
}

const order: readonly ClockStanding[] = ['overdue', 'due', 'waiting', 'met', 'not-applicable'];

/** What wants attention first comes first. */
export const byUrgency = (now: Date) => (one: IncidentClock, other: IncidentClock) =>
  order.indexOf(standingOf(one, now)) - order.indexOf(standingOf(other, now)) ||
  (one.dueAt ?? '').localeCompare(other.dueAt ?? '');

/** From which time left on a due time is urgent: a day. */
export const URGENT = 24 * 3_600_000;
