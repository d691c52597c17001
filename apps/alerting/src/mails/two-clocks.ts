import type { Locale } from '#libs/contracts';

/** The zone in which a reader lives, and how to call it. */
export interface Place {
  name: string;
  zone: string;
}

const PARIS: Place = { name: 'Paris', zone: 'Europe/Paris' };

/** An instant in the territory's time and, where they differ, in Paris time. */
export function twoClocks(instant: Date, place: Place, locale: Locale): string {
  const local = words(instant, place.zone, locale);
  const paris = words(instant, PARIS.zone, locale);
  if (local.date === paris.date && local.time === paris.time) return `${local.date}, ${local.time} (${place.name})`;
  const second = local.date === paris.date ? paris.time : `${paris.date}, ${paris.time}`;
  return `${local.date}, ${local.time} (${place.name}) / ${second} (${PARIS.name})`;
}

function words(instant: Date, timeZone: string, locale: Locale): { date: string; time: string } {
  const tag = locale === 'fr' ? 'fr-FR' : 'en-GB';
  return {
    date: new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'full' }).format(instant),
    time: new Intl.DateTimeFormat(tag, { timeZone, timeStyle: 'short' }).format(instant),
  };
}
