import { Refusal } from '../refusal.js';
import { fromBase45, toBase45 } from './base45.js';
import { type Bytes, concat, sha256 } from './bytes.js';

/** By which a reader tells our codes from everybody's; only characters of a QR code's alphanumeric mode. */
const MARK = 'VIGIE:';
const VERSION = 1;
/** Version, number, count, and four bytes by which the parts of one declaration know each other. */
const HEAD = 7;

/** Bytes that one code alone carries: 117 modules a side, medium correction (1,451 characters). */
const ALONE = 955;
/** Bytes of each of several: 97 modules a side (970 characters), so that a camera reads one after the other quickly. */
const EACH = 635;

/** Codes that a person can be asked to scan; about ten kilobytes, which hold some 20,000 characters of French. */
export const RELAY_MAX_PARTS = 16;
/** Characters of one code. */
export const RELAY_PART_LENGTH = 1_451;

export interface RelayPart {
  /** The same for all parts of one declaration. */
  group: string;
  /** From 1. */
  number: number;
  count: number;
  chunk: Bytes;
}

/** The texts of the codes that carry the bytes, in order; more than `RELAY_MAX_PARTS` cannot be relayed. */
export async function relayParts(sealed: Bytes): Promise<string[]> {
  const count = sealed.length <= ALONE ? 1 : Math.ceil(sealed.length / EACH);
  const size = Math.ceil(sealed.length / count);
  const digest = (await sha256(sealed)).subarray(0, 4);
  return Array.from({ length: count }, (_, index) => {
    const chunk = sealed.subarray(index * size, (index + 1) * size);
    return MARK + toBase45(concat(Uint8Array.of(VERSION, index + 1, count), digest, chunk));
  });
}

/** How many bytes are too many, 0 when they can be relayed. */
export const relayExcess = (sealed: Bytes): number => Math.max(0, sealed.length - EACH * RELAY_MAX_PARTS);

/** What a code says; null when it is none of ours, or of a version that we do not know. */
export function readRelayPart(text: string): RelayPart | null {
  const bytes = text.startsWith(MARK) ? fromBase45(text.slice(MARK.length)) : null;
  if (!bytes || bytes.length <= HEAD) return null;
  const [version, number = 0, count = 0] = bytes;
  if (version !== VERSION || number < 1 || number > count || count > RELAY_MAX_PARTS) return null;
  return { group: toBase45(bytes.slice(3, HEAD)), number, count, chunk: bytes.slice(HEAD) };
}

/**
 * Puts the parts together, in whichever order they come; one may come twice.
 *
 * @throws Refusal('relay-damaged') for what is no code of ours, parts of two declarations, or a part that was altered;
 *   Refusal('relay-incomplete') with `missing` and `count`
 */
export async function joinRelayParts(texts: readonly string[]): Promise<Bytes> {
  const parts = texts.map(readRelayPart);
  const first = parts[0];
  if (!first) throw new Refusal('relay-damaged');
  const chunks = new Map<number, Bytes>();
  for (const part of parts) {
    if (part?.group !== first.group || part.count !== first.count) throw new Refusal('relay-damaged');
    chunks.set(part.number, part.chunk);
  }
  const missing = first.count - chunks.size;
  if (missing > 0) throw new Refusal('relay-incomplete', { missing, count: first.count });
  const ordered = [...chunks].sort(([a], [b]) => a - b).map(([, chunk]) => chunk);
  const sealed = concat(...ordered);
  const digest = (await sha256(sealed)).slice(0, 4);
  if (toBase45(digest) !== first.group) throw new Refusal('relay-damaged');
  return sealed;
}
