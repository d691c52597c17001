import type { Locale } from '#libs/contracts';

const tags: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' };
const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

const amount = (value: number, unit: Unit, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale], { style: 'unit', unit, unitDisplay: 'long' }).format(value);

/** A span of time in words, its two largest parts: "2 days 5 hours"; less than a minute counts as one. */
export function spanText(milliseconds: number, locale: Locale): string {
  let rest = Math.max(Math.abs(milliseconds), 60_000);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const value = Math.floor(rest / size);
    rest -= value * size;
    if (value > 0) parts.push(amount(value, unit, locale));
    // What follows a part directly below it is told, and nothing finer.
    if (parts.length === 2 || (parts.length === 1 && value === 0)) break;
  }
  return parts.join(' ');
}

const written = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const order: readonly Unit[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];

/** A delay of the rule book in words: `PT72H` is "72 hours"; as it is written when it is none. */
export function delayText(delay: string, locale: Locale): string {
  const found = written.exec(delay)?.slice(1);
  if (!found) return delay;
  const parts = found.flatMap((value, index) => {
    const unit = order[index];
    return value !== undefined && unit && Number(value) > 0 ? [amount(Number(value), unit, locale)] : [];
  });
  return parts.join(' ') || delay;
}
