import { DateTime, Duration } from 'luxon';

/** The contracts know no year beyond 9998. */
const LAST = '9998-12-31T23:59:59.999Z';

/**
 * When a legal delay is over. Hours are elapsed time, whatever the clocks on the wall do. Days and months are counted in the calendar of the
 * zone, to the day of the same number or else the last of its month, and end with that day (articles 641 and 642 CPC; regulation 1182/71,
 * article 3). That a last day off work moves the end to the next working day is not taken up: who relies on the clock is early, not late.
 *
 * @param delay ISO 8601, hours or days and months
 */
export function endOfDelay(instant: string, delay: string, zone: string): string {
  return isHours(delay) ? elapsed(instant, delay) : capped(inZone(instant, delay, zone).endOf('day'));
}

/** So much before (with a minus) or after an instant; a day is a day of the zone's calendar, at the same hour. */
export function shifted(instant: string, offset: string, zone: string): string {
  return isHours(offset) ? elapsed(instant, offset) : capped(inZone(instant, offset, zone));
}

const isHours = (delay: string): boolean => delay.includes('T');

/** Needs no calendar: in a storm this is most of what clocks cost. */
const elapsed = (instant: string, delay: string): string =>
  capped(new Date(Date.parse(instant) + durationOf(delay).toMillis()));

const inZone = (instant: string, delay: string, zone: string): DateTime =>
  DateTime.fromISO(instant, { zone }).plus(durationOf(delay));

/** The rule book knows a few dozen. */
const durations = new Map<string, Duration>();

function durationOf(delay: string): Duration {
  const known = durations.get(delay);
  if (known) return known;
  const duration = Duration.fromISO(delay);
  if (durations.size < 500) durations.set(delay, duration);
  return duration;
}

function capped(at: DateTime | Date): string {
  const end = at instanceof Date ? at : at.toJSDate();
  return end > new Date(LAST) ? LAST : end.toISOString();
}
