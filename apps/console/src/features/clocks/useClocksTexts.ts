import { texts } from '../../shared/i18n/texts.js';
import { clocksEn } from './clocks.en.js';
import { clocksFr } from './clocks.fr.js';

export const useClocksTexts = texts('clocks', clocksFr, clocksEn);
