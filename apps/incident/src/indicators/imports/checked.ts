import { normaliseIndicator } from '#libs/contracts';
import { type Value, distinct } from '../value.js';
import { type Refused, type StatedFile, short } from './stated.js';

/** What can be recorded of a file, and what cannot. */
export interface CheckedFile {
  format: 'misp' | 'stix';
  title: string | null;
  /** Each value once, in the order of the ids. */
  values: Value[];
  /** How often a value was stated that had been stated before. */
  repeated: number;
  refused: Refused[];
}

/** Normalises what a file states. */
export function check({ format, title, stated, refused }: StatedFile): CheckedFile {
  const valid = stated.flatMap((one) => {
    const value = normaliseIndicator(one.type, one.value);
    const { type, note, forDetection, tlp } = one;
    if (value !== null) return { type, value, note, forDetection, tlp };
    refused.push({ path: one.path, code: 'indicator-invalid', detail: short(`${one.type}: ${one.value}`) });
    return [];
  });
  const values = distinct(valid);
  return { format, title, values, repeated: valid.length - values.length, refused };
}
