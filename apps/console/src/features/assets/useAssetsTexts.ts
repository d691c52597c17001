import { texts } from '../../shared/i18n/texts.js';
import { assetsEn } from './assets.en.js';
import { assetsFr } from './assets.fr.js';

export const useAssetsTexts = texts('assets', assetsFr, assetsEn);
