import { createHash } from 'node:crypto';
import type { IndicatorType } from '#libs/contracts';

/** Ours, for ever: other names in it would be other ids. */
const NAMESPACE = Buffer.from('5b1f0c2e7a5d4f0b9c3e8d6a4172f096', 'hex');

/** A name-based id (UUIDv5, RFC 9562): the same for the same name. */
export function idOf(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Of the one record of a value. */
export const indicatorIdOf = (type: IndicatorType, value: string): string => idOf(`indicator ${type} ${value}`);
