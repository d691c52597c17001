import { type KeyObject, createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';

const PublicKeys = z.record(z.string(), z.string());

/** @param text PKCS8 in DER, base64url, as the secrets file has it */
export function readPrivateKey(text: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(text, 'base64url'), format: 'der', type: 'pkcs8' });
}

/** @param json `{ "<service>": "<SPKI in DER, base64url>" }` */
export function readPublicKeys(json: string): ReadonlyMap<string, KeyObject> {
  const keys = PublicKeys.parse(JSON.parse(json));
  return new Map(
    Object.entries(keys).map(([service, key]) => [
      service,
      createPublicKey({ key: Buffer.from(key, 'base64url'), format: 'der', type: 'spki' }),
    ]),
  );
}
