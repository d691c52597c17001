import { texts } from '../../shared/i18n/texts.js';
import { severityEn } from './severity.en.js';
import { severityFr } from './severity.fr.js';

export const useSeverityTexts = texts('severity', severityFr, severityEn);
