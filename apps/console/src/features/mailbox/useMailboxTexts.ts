import { texts } from '../../shared/i18n/texts.js';
import { mailboxEn } from './mailbox.en.js';
import { mailboxFr } from './mailbox.fr.js';

export const useMailboxTexts = texts('mailbox', mailboxFr, mailboxEn);
