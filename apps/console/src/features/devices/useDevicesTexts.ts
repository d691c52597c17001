import { texts } from '../../shared/i18n/texts.js';
import { devicesEn } from './devices.en.js';
import { devicesFr } from './devices.fr.js';

export const useDevicesTexts = texts('devices', devicesFr, devicesEn);
