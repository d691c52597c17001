import type { Mirror } from '../../shared/i18n/keys.js';
import type { authoritiesFr } from './authorities.fr.js';

export const authoritiesEn: Mirror<typeof authoritiesFr> = {
  title: 'Texts for the authorities',
  back: 'Back to the incident',
  lead: 'A text ready to be handed over, made of what was declared. Nothing is sent from here.',
  authority: 'Authority',
  stage: 'Stage',
  stages: {
    declaration: 'Declaration',
    'early-warning': 'Early warning',
    notification: 'Notification',
    intermediate: 'Intermediate report',
    final: 'Final report',
    complement: 'Supplement',
    complaint: 'Complaint',
    information: 'Situation report',
  },
  language: 'Language of the text',
  fr: 'French',
  en: 'English',
  missing_one: '{{count}} answer is still missing',
  missing_other: '{{count}} answers are still missing',
  missingText: 'The authority asks for them. Complete the declaration: the text follows.',
  byAgency: 'for the agency to qualify',
  complete: 'Nothing is missing of what this authority asks for.',
  notSent: 'This text was not sent',
  copy: 'Copy the text',
  copied: 'Text copied',
  notCopied: 'This browser refuses to copy: select the text.',
  pdf: 'Download the PDF',
  version: 'From version {{number}} of the declaration',
};
