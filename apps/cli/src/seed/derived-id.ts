import { createHash } from 'node:crypto';

/**
 * An id that is the same at every reading: UUIDv8 of what names the thing in the seed's files, so that seeding again finds it.
 *
 * @param kind such as `facility`
 * @param name such as its FINESS number
 */
export function derivedId(kind: string, name: string): string {
  const hex = createHash('sha256').update(`vigie seed ${kind} ${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
