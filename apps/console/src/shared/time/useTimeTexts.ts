import { texts } from '../i18n/texts.js';
import { timeEn } from './time.en.js';
import { timeFr } from './time.fr.js';

export const useTimeTexts = texts('time', timeFr, timeEn);
