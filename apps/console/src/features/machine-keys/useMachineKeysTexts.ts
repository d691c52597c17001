import { texts } from '../../shared/i18n/texts.js';
import { machineKeysEn } from './machineKeys.en.js';
import { machineKeysFr } from './machineKeys.fr.js';

export const useMachineKeysTexts = texts('machineKeys', machineKeysFr, machineKeysEn);
