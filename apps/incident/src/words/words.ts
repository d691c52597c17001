import type { Locale } from '#libs/contracts';
import { wordsEn } from './words.en.js';
import { type Words, wordsFr } from './words.fr.js';

export const wordsIn: Record<Locale, Words> = { fr: wordsFr, en: wordsEn };
export type { Words };
