import { texts } from '../../shared/i18n/texts.js';
import { declareEn } from './declare.en.js';
import { declareFr } from './declare.fr.js';

export const useDeclareTexts = texts('declare', declareFr, declareEn);
