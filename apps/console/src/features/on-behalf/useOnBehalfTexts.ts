import { texts } from '../../shared/i18n/texts.js';
import { onBehalfEn } from './onBehalf.en.js';
import { onBehalfFr } from './onBehalf.fr.js';

export const useOnBehalfTexts = texts('onBehalf', onBehalfFr, onBehalfEn);
