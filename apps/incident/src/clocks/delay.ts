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
  const start = DateTime.fromISO(instant, { zone });
  const end = start.plus(Duration.fromISO(delay));
  return capped(isHours(delay) ? end : end.endOf('day'));
}

/** So much before (with a minus) or after an instant; a day is a day of the zone's calendar, at the same hour. */
export function shifted(instant: string, offset: string, zone: string): string {
  return capped(DateTime.fromISO(instant, { zone }).plus(Duration.fromISO(offset)));
}

const isHours = (delay: string): boolean => delay.includes('T');

function capped(at: DateTime): string {
  const end = at.toJSDate();
  return end > new Date(LAST) ? LAST : end.toISOString();
}
