import { texts } from '../../shared/i18n/texts.js';
import { regionalEn } from './regional.en.js';
import { regionalFr } from './regional.fr.js';

export const useRegionalTexts = texts('regional', regionalFr, regionalEn);
