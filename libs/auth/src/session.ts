import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret for a cookie or a form: 32 random bytes, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps of a secret: SHA-256, so that who reads the store cannot sign in with it. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether the secret presented is the one whose hash is stored; takes the same time either way. */
export function isSecret(presented: string | undefined, storedHash: Uint8Array): boolean {
  return presented !== undefined && storedHash.length === 32 && timingSafeEqual(secretHash(presented), storedHash);
}
