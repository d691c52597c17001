import { texts } from '../../shared/i18n/texts.js';
import { webhooksEn } from './webhooks.en.js';
import { webhooksFr } from './webhooks.fr.js';

export const useWebhooksTexts = texts('webhooks', webhooksFr, webhooksEn);
