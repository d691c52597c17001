import { texts } from '../../shared/i18n/texts.js';
import { authoritiesEn } from './authorities.en.js';
import { authoritiesFr } from './authorities.fr.js';

export const useAuthoritiesTexts = texts('authorities', authoritiesFr, authoritiesEn);
