import { createPublicKey, webcrypto } from 'node:crypto';
import { readPrivateKey } from '#libs/auth';
import { relayRegionId } from '#libs/contracts';

/** The key for which devices seal, and the id of the region that follows from it. */
export class RegionKey {
  private constructor(
    readonly id: string,
    readonly key: CryptoKey,
  ) {}

  /** @param text P-256, PKCS8 in DER, base64url */
  static async read(text: string): Promise<RegionKey> {
    const own = readPrivateKey(text);
    const publicKey = createPublicKey(own).export({ format: 'der', type: 'spki' }).toString('base64url');
    const der = Uint8Array.from(own.export({ format: 'der', type: 'pkcs8' }));
    const exchange = { name: 'ECDH', namedCurve: 'P-256' };
    const key = await webcrypto.subtle.importKey('pkcs8', der, exchange, false, ['deriveBits']);
    return new RegionKey(await relayRegionId(publicKey), key as CryptoKey);
  }
}
