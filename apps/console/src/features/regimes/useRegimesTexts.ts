import { texts } from '../../shared/i18n/texts.js';
import { regimesEn } from './regimes.en.js';
import { regimesFr } from './regimes.fr.js';

export const useRegimesTexts = texts('regimes', regimesFr, regimesEn);
