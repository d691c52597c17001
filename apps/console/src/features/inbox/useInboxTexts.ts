import { texts } from '../../shared/i18n/texts.js';
import { inboxEn } from './inbox.en.js';
import { inboxFr } from './inbox.fr.js';

export const useInboxTexts = texts('inbox', inboxFr, inboxEn);
