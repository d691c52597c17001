import { createHash } from 'node:crypto';

/**
 * The id of what a tool declares: UUIDv8 (RFC 9562) of the first 122 bits of SHA-256 over the key's id and the tool's own id. It is the
 * idempotency key too. So the same id is the same declaration also after its idempotency key is forgotten, from any gateway, and no two
 * keys can meet.
 */
export function declarationIdOf(keyId: string, externalId: string): string {
  const hash = createHash('sha256').update(`vigie machine declaration\n${keyId}\n${externalId}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
