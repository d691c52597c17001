import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key of the installation. It is outside the database, and wraps the keys of the files. */
export interface MasterKey {
  id: string;
  key: Buffer;
}

export interface Wrapped {
  keyId: string;
  wrappedKey: Buffer;
}

/** No master key of this installation opens it. */
export class KeyUnknown extends Error {
  override readonly name = 'KeyUnknown';
}

const NONCE = 12;
const TAG = 16;
const KEY = 32;

/** Wraps and unwraps the key of a file. The first master key wraps; the others unwrap what they wrapped before. */
export class MasterKeys {
  constructor(private readonly keys: readonly MasterKey[]) {
    if (keys.length === 0) throw new Error('There is no master key');
  }

  get current(): string {
    return this.first.id;
  }

  /** A key for one file. */
  fresh(fileId: string): { key: Buffer; wrapped: Wrapped } {
    const key = randomBytes(KEY);
    return { key, wrapped: this.wrap(key, fileId) };
  }

  wrap(key: Buffer, fileId: string): Wrapped {
    const nonce = randomBytes(NONCE);
    const { id, key: master } = this.first;
    const cipher = createCipheriv('aes-256-gcm', master, nonce);
    cipher.setAAD(bound(id, fileId));
    const wrappedKey = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    return { keyId: id, wrappedKey };
  }

  /** @throws KeyUnknown when its master key is not here, or it is another file's */
  unwrap({ keyId, wrappedKey }: Wrapped, fileId: string): Buffer {
    const master = this.keys.find(({ id }) => id === keyId);
    if (!master) throw new KeyUnknown(`master key ${keyId} is not among VIGIE_ATTACHMENT_KEYS`);
    try {
      const decipher = createDecipheriv('aes-256-gcm', master.key, wrappedKey.subarray(0, NONCE));
      decipher.setAAD(bound(keyId, fileId));
      decipher.setAuthTag(wrappedKey.subarray(-TAG));
      return Buffer.concat([decipher.update(wrappedKey.subarray(NONCE, -TAG)), decipher.final()]);
    } catch {
      throw new KeyUnknown(`master key ${keyId} is not the one that wrapped the key of ${fileId}`);
    }
  }

  private get first(): MasterKey {
    return this.keys[0] as MasterKey;
  }
}

const bound = (keyId: string, fileId: string): Buffer => Buffer.from(`vigie attachment key ${keyId} ${fileId}`);

/** @param text `<id>:<32 bytes in base64url>`, several separated by commas, the newest first; null for what is none */
export function readMasterKeys(text: string): MasterKey[] | null {
  const keys = text.split(',').map((part) => {
    const match = /^([A-Za-z0-9-]{1,40}):([A-Za-z0-9_-]{43})$/.exec(part.trim());
    return match?.[1] && match[2] ? { id: match[1], key: Buffer.from(match[2], 'base64url') } : null;
  });
  const all = keys.filter((key) => key !== null);
  return all.length === keys.length && new Set(all.map(({ id }) => id)).size === all.length ? all : null;
}
