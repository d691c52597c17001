import { readMisp } from './misp.document.js';
import { Findings, type StatedFile, TooMany, type Unreadable } from './stated.js';
import { readStix } from './stix.document.js';

export type ReadResult = { file: StatedFile } | { unreadable: Unreadable };

/** Values that a file may hold: a MISP event of a hundred thousand attributes has thirty for each. */
const MOST_VALUES = 6_000_000;
const SEPARATORS = new Set([...'{[,:'].map((character) => character.charCodeAt(0)));

function countValues(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (SEPARATORS.has(byte)) count += 1;
  return count;
}

const unreadable = (code: string, path = '/'): ReadResult => ({ unreadable: { path, code } });

/** What a file states, or why it is neither a MISP event nor a STIX bundle. Trusts nothing of it. */
export function readFile(bytes: Uint8Array): ReadResult {
  if (countValues(bytes) > MOST_VALUES) return unreadable('too-complex');
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    return unreadable(error instanceof TypeError ? 'not-utf-8' : 'json');
  }
  const found = new Findings();
  try {
    const stix = readStix(document, found);
    const read = stix ?? readMisp(document, found);
    if (!read) return unreadable('neither-misp-nor-stix');
    const { stated, refused } = found;
    return { file: { format: stix ? 'stix' : 'misp', title: read.title, stated, refused } };
  } catch (error) {
    if (error instanceof TooMany) return unreadable('too-many');
    throw error;
  }
}
