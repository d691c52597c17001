import type { Mirror } from '../i18n/keys.js';
import type { timeFr } from './time.fr.js';

export const timeEn: Mirror<typeof timeFr> = {
  paris: 'that is {{time}} in Paris',
  parisName: 'Paris',
  at: '{{time}} ({{place}})',
};
