import { texts } from '../../shared/i18n/texts.js';
import { nowEn } from './now.en.js';
import { nowFr } from './now.fr.js';

export const useNowTexts = texts('now', nowFr, nowEn);
