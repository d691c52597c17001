import { type Locale, answerWords } from '#libs/contracts';

/** What stands beside the answers on paper: whose hour it is. */
const hours = {
  fr: { paris: 'heure de Paris', local: 'heure locale' },
  en: { paris: 'Paris time', local: 'local time' },
} as const satisfies Record<Locale, unknown>;

const inWords = (locale: Locale) => ({ ...answerWords[locale], ...hours[locale] });
export type Words = ReturnType<typeof inWords>;

export const wordsIn: Record<Locale, Words> = { fr: inWords('fr'), en: inWords('en') };
