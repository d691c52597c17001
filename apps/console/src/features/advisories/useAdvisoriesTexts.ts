import { texts } from '../../shared/i18n/texts.js';
import { advisoriesEn } from './advisories.en.js';
import { advisoriesFr } from './advisories.fr.js';

export const useAdvisoriesTexts = texts('advisories', advisoriesFr, advisoriesEn);
