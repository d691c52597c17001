import { texts } from '../../shared/i18n/texts.js';
import { attachmentsEn } from './attachments.en.js';
import { attachmentsFr } from './attachments.fr.js';

export const useAttachmentsTexts = texts('attachments', attachmentsFr, attachmentsEn);
