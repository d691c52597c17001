import { texts } from '../i18n/texts.js';
import { vocabularyEn } from './vocabulary.en.js';
import { vocabularyFr } from './vocabulary.fr.js';

export const useWords = texts('vocabulary', vocabularyFr, vocabularyEn);
