import { texts } from '../i18n/texts.js';
import { uiEn } from './ui.en.js';
import { uiFr } from './ui.fr.js';

export const useUi = texts('ui', uiFr, uiEn);
