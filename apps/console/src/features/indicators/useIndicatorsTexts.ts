import { texts } from '../../shared/i18n/texts.js';
import { indicatorsEn } from './indicators.en.js';
import { indicatorsFr } from './indicators.fr.js';

export const useIndicatorsTexts = texts('indicators', indicatorsFr, indicatorsEn);
