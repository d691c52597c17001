import { texts } from '../../shared/i18n/texts.js';
import { careEn } from './care.en.js';
import { careFr } from './care.fr.js';

export const useCareTexts = texts('care', careFr, careEn);
