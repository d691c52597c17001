import { fold } from './fold.js';

/** A plain dotted number: "2.1", "V02.00.1". Anything else has an order that only its maker knows. */
export interface PlainVersion {
  parts: readonly string[];
}

/** Two writings of one version text: case, spaces, a leading "v" or "version" do not count. */
export function normaliseVersion(text: string): string {
  return fold(text)
    .replace(/[\s_]+/g, ' ')
    .trim()
    .replace(/^(?:versions?|v)[ .]*(?=\p{N})/u, '')
    .trim();
}

export function parsePlainVersion(text: string): PlainVersion | null {
  const normalised = normaliseVersion(text);
  return /^\d{1,12}(?:\.\d{1,12})*$/.test(normalised) ? { parts: normalised.split('.') } : null;
}

/** `within`: one is the other with more figures ("3.3" and "3.3.2"); `unclear`: "1.05" and "1.5" have no order without doubt. */
export type VersionOrder = 'less' | 'equal' | 'greater' | 'a-within-b' | 'b-within-a' | 'unclear';

const isPadded = (part: string): boolean => part.length > 1 && part.startsWith('0');

export function compareVersions(a: PlainVersion, b: PlainVersion): VersionOrder {
  const shared = Math.min(a.parts.length, b.parts.length);
  for (let i = 0; i < shared; i += 1) {
    const left = a.parts[i]!;
    const right = b.parts[i]!;
    if (left === right) continue;
    if (i > 0 && left.length !== right.length && (isPadded(left) || isPadded(right))) return 'unclear';
    const difference = BigInt(left) - BigInt(right);
    if (difference !== 0n) return difference < 0n ? 'less' : 'greater';
  }
  if (a.parts.length === b.parts.length) return 'equal';
  return a.parts.length > b.parts.length ? 'a-within-b' : 'b-within-a';
}
