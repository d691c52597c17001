import { createHash, randomBytes } from 'node:crypto';

/** A secret for a cookie or a form: 32 random bytes, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps of a secret: SHA-256, so that who reads the store cannot sign in with it. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
