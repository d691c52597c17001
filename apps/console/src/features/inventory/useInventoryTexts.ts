import { texts } from '../../shared/i18n/texts.js';
import { inventoryEn } from './inventory.en.js';
import { inventoryFr } from './inventory.fr.js';

export const useInventoryTexts = texts('inventory', inventoryFr, inventoryEn);
