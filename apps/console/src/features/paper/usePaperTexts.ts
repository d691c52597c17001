import { texts } from '../../shared/i18n/texts.js';
import { paperEn } from './paper.en.js';
import { paperFr } from './paper.fr.js';

export const usePaperTexts = texts('paper', paperFr, paperEn);
