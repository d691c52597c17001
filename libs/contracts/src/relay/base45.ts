/** RFC 9285: what a QR code's alphanumeric mode holds best, two bytes in three characters. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    const digits = low === undefined ? digitsOf(high, 2) : digitsOf(high * 256 + low, 3);
    text += digits.map((digit) => ALPHABET[digit]).join('');
  }
  return text;
}

/** @returns null for what is no Base45 */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((character) => ALPHABET.indexOf(character));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const whole = digits.length === 3;
    if (digits.includes(-1) || value > (whole ? 0xffff : 0xff)) return null;
    bytes.push(...(whole ? [value >> 8, value & 0xff] : [value]));
  }
  return Uint8Array.from(bytes);
}

/** Least significant first. */
function digitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => Math.floor(value / 45 ** place) % 45);
}
