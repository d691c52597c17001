/* eslint-disable no-restricted-syntax -- an id takes the machine's time for its order only, never for a rule */
import { createHash, randomFillSync } from 'node:crypto';

const POOL = new Uint8Array(16 * 128);
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
let unused = POOL.length;
let lastMillisecond = 0;
let counter = 0;

/**
 * A new UUIDv7 (RFC 9562, method 1 of its section 6.2): 48 bits of Unix milliseconds, a 12-bit counter that starts anew at
 * random in each millisecond, 62 random bits. Ids of one process sort in the order they were made, even when the clock
 * steps back.
 */
export function newId(): string {
  if (unused === POOL.length) {
    randomFillSync(POOL);
    unused = 0;
  }
  const random = POOL.subarray(unused, unused + 16);
  unused += 16;
  advance(Date.now(), (byte(random, 0) << 8) | byte(random, 1));
  const high = Math.floor(lastMillisecond / 0x1_0000_0000);
  const low = lastMillisecond % 0x1_0000_0000;
  return [
    hex(high >>> 8) + hex(high) + hex(low >>> 24) + hex(low >>> 16),
    hex(low >>> 8) + hex(low),
    hex(0x70 | (counter >>> 8)) + hex(counter),
    hex(0x80 | (byte(random, 8) & 0x3f)) + hex(byte(random, 9)),
    Array.from(random.subarray(10), hex).join(''),
  ].join('-');
}

/**
 * The id that follows from a text: UUIDv8 (RFC 9562) of the first 122 bits of its SHA-256. The text begins with what the id is for, so
 * that ids of two purposes never meet.
 */
export function derivedId(text: string): string {
  const hash = createHash('sha256').update(text).digest();
  hash[6] = (byte(hash, 6) & 0x0f) | 0x80;
  hash[8] = (byte(hash, 8) & 0x3f) | 0x80;
  const all = hash.toString('hex');
  return [all.slice(0, 8), all.slice(8, 12), all.slice(12, 16), all.slice(16, 20), all.slice(20, 32)].join('-');
}

/** A fresh millisecond gets a random start in the lower half of the counter, which leaves room to count up. */
function advance(now: number, random: number): void {
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = random & 0x7ff;
  } else if (counter < 0xfff) {
    counter += 1;
  } else {
    lastMillisecond += 1;
    counter = random & 0x7ff;
  }
}

const hex = (value: number): string => HEX[value & 0xff] as string;
const byte = (bytes: Uint8Array, at: number): number => bytes[at] as number;
