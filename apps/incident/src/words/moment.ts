import type { Locale } from '#libs/contracts';
import { wordsIn } from './words.js';

const PARIS = 'Europe/Paris';
const languages: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' };

/** An instant as the territory's clock shows it, and Paris's where it shows another time. */
export function momentText(instant: string, zone: string, locale: Locale): string {
  const words = wordsIn[locale];
  const at = new Date(instant);
  const [here, there] = [clockText(at, zone, locale), clockText(at, PARIS, locale)];
  return here === there ? `${here} (${words.paris})` : `${here} (${words.local}), ${there} (${words.paris})`;
}

/** Making one takes a hundred times as long as using it, and a report has thousands of instants. */
const formats = new Map<string, Intl.DateTimeFormat>();

function clockText(at: Date, timeZone: string, locale: Locale): string {
  const key = `${locale} ${timeZone}`;
  const known = formats.get(key);
  const format =
    known ?? new Intl.DateTimeFormat(languages[locale], { timeZone, dateStyle: 'long', timeStyle: 'short' });
  if (!known) formats.set(key, format);
  return format.format(at);
}
