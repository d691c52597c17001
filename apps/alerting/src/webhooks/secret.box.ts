import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const PRINT = 4;
const IV = 12;
const TAG = 16;

/** By which a sealed secret names its key, without telling anything of it. */
const printOf = (key: Buffer): Buffer =>
  createHash('sha256').update('vigie webhook key').update(key).digest().subarray(0, PRINT);

/**
 * Seals secrets with a key that the database does not have. A sealed secret belongs to its endpoint: moved to another row it does not open.
 * Layout: print of the key, IV, tag, text.
 */
export class SecretBox {
  private readonly keys: readonly { print: Buffer; key: Buffer }[];

  /** @param keys of 32 bytes, the newest first */
  constructor(keys: readonly Buffer[]) {
    this.keys = keys.map((key) => ({ print: printOf(key), key }));
  }

  seal(secret: string, endpointId: string): Buffer {
    const [newest] = this.keys;
    if (!newest) throw new Error('No key to seal with');
    const iv = randomBytes(IV);
    const cipher = createCipheriv(ALGORITHM, newest.key, iv).setAAD(Buffer.from(endpointId));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([newest.print, iv, cipher.getAuthTag(), text]);
  }

  /** @throws when no key fits, or it was changed */
  open(sealed: Buffer, endpointId: string): string {
    const found = this.keys.find(({ print }) => print.equals(sealed.subarray(0, PRINT)));
    if (!found) throw new Error('A webhook secret was sealed with a key that is not among VIGIE_WEBHOOK_KEYS');
    const iv = sealed.subarray(PRINT, PRINT + IV);
    const tag = sealed.subarray(PRINT + IV, PRINT + IV + TAG);
    const decipher = createDecipheriv(ALGORITHM, found.key, iv).setAAD(Buffer.from(endpointId)).setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(PRINT + IV + TAG)), decipher.final()]).toString('utf8');
  }

  /** Whether it is sealed with the newest key. */
  isCurrent(sealed: Buffer): boolean {
    return this.keys[0]?.print.equals(sealed.subarray(0, PRINT)) ?? false;
  }
}
