import { texts } from '../shared/i18n/texts.js';
import { shellEn } from './shell.en.js';
import { shellFr } from './shell.fr.js';

export const useShellTexts = texts('shell', shellFr, shellEn);
