import { texts } from '../../shared/i18n/texts.js';
import { figuresEn } from './figures.en.js';
import { figuresFr } from './figures.fr.js';

export const useFiguresTexts = texts('figures', figuresFr, figuresEn);
