import { texts } from '../../shared/i18n/texts.js';
import { reportsEn } from './reports.en.js';
import { reportsFr } from './reports.fr.js';

export const useReportsTexts = texts('reports', reportsFr, reportsEn);
