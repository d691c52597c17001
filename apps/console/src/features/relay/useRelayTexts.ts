import { texts } from '../../shared/i18n/texts.js';
import { relayEn } from './relay.en.js';
import { relayFr } from './relay.fr.js';

export const useRelayTexts = texts('relay', relayFr, relayEn);
