import { texts } from '../../shared/i18n/texts.js';
import { similarEn } from './similar.en.js';
import { similarFr } from './similar.fr.js';

export const useSimilarTexts = texts('similar', similarFr, similarEn);
