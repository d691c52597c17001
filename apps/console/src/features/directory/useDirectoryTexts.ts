import { texts } from '../../shared/i18n/texts.js';
import { directoryEn } from './directory.en.js';
import { directoryFr } from './directory.fr.js';

export const useDirectoryTexts = texts('directory', directoryFr, directoryEn);
