import { texts } from '../../shared/i18n/texts.js';
import { playbooksEn } from './playbooks.en.js';
import { playbooksFr } from './playbooks.fr.js';

export const usePlaybooksTexts = texts('playbooks', playbooksFr, playbooksEn);
