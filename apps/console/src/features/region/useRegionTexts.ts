import { texts } from '../../shared/i18n/texts.js';
import { regionEn } from './region.en.js';
import { regionFr } from './region.fr.js';

export const useRegionTexts = texts('region', regionFr, regionEn);
