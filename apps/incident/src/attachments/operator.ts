import type { Database } from '#libs/database';
import { MasterKeys, readMasterKeys } from './store/master-keys.js';
import { type Rewrapped, keysInUse, rewrapAll } from './store/rotate.js';
import { Transfer } from './store/transfer.js';

/** What the operator of the platform does with stored files and their keys; `vigie attachments`, `export` and `import` call it. */
export const operator = {
  /** @param text as VIGIE_ATTACHMENT_KEYS has it @returns how many files were wrapped anew, by which key, and which none of them opens; null for keys that cannot be read */
  async rotate(database: Database, text: string): Promise<(Rewrapped & { keyId: string }) | null> {
    const keys = readMasterKeys(text);
    const [first] = keys ?? [];
    return keys && first ? { ...(await rewrapAll(database, keys)), keyId: first.id } : null;
  },
  keysInUse,
  /** @param text as VIGIE_ATTACHMENT_KEYS has it @returns null for keys that cannot be read */
  transfer(dir: string, text: string): Transfer | null {
    const keys = readMasterKeys(text);
    return keys && new Transfer(dir, new MasterKeys(keys));
  },
};
