import { texts } from '../../shared/i18n/texts.js';
import { incidentsEn } from './incidents.en.js';
import { incidentsFr } from './incidents.fr.js';

export const useIncidentsTexts = texts('incidents', incidentsFr, incidentsEn);
