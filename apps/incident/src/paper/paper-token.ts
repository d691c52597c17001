import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a form's code says of the form. */
export interface PaperClaims {
  region: string;
  number: number;
  facilityId: string;
  declarationId: string;
}

export type PaperReading = { claims: PaperClaims; genuine: boolean } | null;

const VERSION = 1;
/** Authenticated before the code itself, so that a code of this key for another purpose is none of ours. */
const PURPOSE = 'vigie paper form\n';
/** Bytes of the code: 128 bits, which a QR that prints legibly has room for. */
const MAC = 16;
const ID = 16;
/** version, number, facility, declaration; the region stands between them and the code. */
const FIXED = 1 + 4 + ID + ID;
const REGION = /^[a-z0-9](?:[a-z0-9.-]{0,38}[a-z0-9])?$/;

/**
 * The text of a form's code: what it claims and an HMAC-SHA-256 over all of it, the region too, in base64url.
 *
 * @param key base64url
 */
export function writeToken({ region, number, facilityId, declarationId }: PaperClaims, key: string): string {
  const head = Buffer.alloc(5);
  head.writeUInt8(VERSION, 0);
  head.writeUInt32BE(number, 1);
  const claims = Buffer.concat([head, bytesOf(facilityId), bytesOf(declarationId), Buffer.from(region, 'ascii')]);
  return Buffer.concat([claims, macOf(claims, key)]).toString('base64url');
}

/**
 * What a code says, and whether one of the keys made it; null when it is not the code of a form at all.
 *
 * @param keys base64url
 */
export function readToken(text: string, keys: readonly string[]): PaperReading {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= FIXED + MAC || bytes[0] !== VERSION || bytes.toString('base64url') !== text) return null;
  const claims = bytes.subarray(0, -MAC);
  const region = claims.subarray(FIXED).toString('latin1');
  if (!REGION.test(region)) return null;
  return {
    claims: {
      region,
      number: claims.readUInt32BE(1),
      facilityId: idOf(claims.subarray(5, 5 + ID)),
      declarationId: idOf(claims.subarray(5 + ID, FIXED)),
    },
    // Every key is tried, so that the time tells nothing.
    genuine: keys.filter((key) => timingSafeEqual(macOf(claims, key), bytes.subarray(-MAC))).length > 0,
  };
}

const macOf = (claims: Buffer, key: string): Buffer =>
  createHmac('sha256', Buffer.from(key, 'base64url')).update(PURPOSE).update(claims).digest().subarray(0, MAC);

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

const idOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
