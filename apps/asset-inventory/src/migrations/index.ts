import type { Migration } from '#libs/database';
import { CreateServiceTables1795536000000 } from './1795536000000-create-service-tables.js';
import { CreateUploadPart1795536060000 } from './1795536060000-create-upload-part.js';
import { CreateInventory1795536120000 } from './1795536120000-create-inventory.js';
import { CreateCsafDocument1795536180000 } from './1795536180000-create-csaf-document.js';

export const migrations: readonly Migration[] = [
  CreateServiceTables1795536000000,
  CreateUploadPart1795536060000,
  CreateInventory1795536120000,
  CreateCsafDocument1795536180000,
];
