import type { Locale } from '#libs/contracts';
import { sameWall, toLocalInput } from './zones.js';

const tags: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' };

/** Hour and minute; the day too when it is not today's in that zone. */
export function clockText(instant: Date, zone: string, locale: Locale, now: Date): string {
  const today = toLocalInput(instant, zone).slice(0, 10) === toLocalInput(now, zone).slice(0, 10);
  return today ? timeText(instant, zone, locale) : dateTimeText(instant, zone, locale, now);
}

const timeText = (instant: Date, zone: string, locale: Locale) =>
  new Intl.DateTimeFormat(tags[locale], { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(instant);

function dateTimeText(instant: Date, zone: string, locale: Locale, now: Date): string {
  const sameYear = toLocalInput(instant, zone).slice(0, 4) === toLocalInput(now, zone).slice(0, 4);
  return new Intl.DateTimeFormat(tags[locale], {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: sameYear ? undefined : 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);
}

/** The day with its year, hour and minute: for receipts, prints and exports. */
export const fullText = (instant: Date, zone: string, locale: Locale) =>
  new Intl.DateTimeFormat(tags[locale], {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "5 minutes ago", "in 2 days"; under a minute: now. */
export function relativeText(instant: Date, locale: Locale, now: Date): string {
  const seconds = (instant.getTime() - now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(tags[locale], { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}

export const showsParisToo = (instant: Date, zone: string) => !sameWall(instant, zone, 'Europe/Paris');

export const numberText = (value: number, locale: Locale) => new Intl.NumberFormat(tags[locale]).format(value);
