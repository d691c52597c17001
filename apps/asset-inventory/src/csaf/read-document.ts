import type { FaultPlace } from '#libs/contracts';
import * as basic from '@secvisogram/csaf-validator-lib/basic.js';
import validate from '@secvisogram/csaf-validator-lib/validate.js';
import type { CsafSource } from './csaf-document.js';
import { type CsafContent, extractContent } from './extract.js';

export type ReadResult = { content: CsafContent } | { places: FaultPlace[]; count: number };

/** The schema and the mandatory tests of CSAF 2.0. None of them opens a connection or starts a process. */
const tests = Object.values(basic);
const LISTED_PLACES = 100;
const LONGEST_DETAIL = 300;

/** Values that one document may hold: the largest published ones have far fewer, and more would only cost time and memory. */
const MOST_VALUES = 1_500_000;
const SEPARATORS = new Set([...'{[,:'].map((character) => character.charCodeAt(0)));

function countValues(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (SEPARATORS.has(byte)) count += 1;
  return count;
}

const invalid = (place: FaultPlace): ReadResult => ({ places: [place], count: 1 });

/** "mandatoryTest_6_1_27_3" is test 6.1.27.3 of the standard. */
const codeOf = (testName: string): string =>
  /^mandatoryTest_(.+)$/.exec(testName)?.[1]?.replaceAll('_', '.') ?? 'schema';

function parse(bytes: Uint8Array): { document: unknown } | { place: FaultPlace } {
  if (countValues(bytes) > MOST_VALUES) return { place: { path: '/', code: 'too-complex' } };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { place: { line: 1, column: 1, code: 'not-utf-8' } };
  }
  try {
    return { document: JSON.parse(text) };
  } catch (error) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(String(error)) ?? [];
    return { place: { line: Number(line ?? 1), column: Number(column ?? 1), code: 'json-syntax' } };
  }
}

/** Validates the bytes of a document and takes from it what Vigie keeps, or says all that is wrong with it. */
export async function readDocument(bytes: Uint8Array): Promise<ReadResult> {
  const parsed = parse(bytes);
  if ('place' in parsed) return invalid(parsed.place);
  const { document } = parsed;
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return invalid({ path: '/', code: 'schema' });
  const schemaFirst = tests.toSorted(
    (a, b) => Number(codeOf(b.name) === 'schema') - Number(codeOf(a.name) === 'schema'),
  );
  const results = await validate(schemaFirst.slice(0, 1), document);
  const all = results.isValid ? await validate(schemaFirst.slice(1), document) : results;
  if (all.isValid) return { content: extractContent(document as CsafSource) };
  const places = all.tests
    .filter(({ isValid }) => !isValid)
    .flatMap(({ name, errors }) =>
      errors.map(({ instancePath, message = '' }) => ({
        path: instancePath || '/',
        code: codeOf(name),
        detail: message.slice(0, LONGEST_DETAIL),
      })),
    );
  return { places: places.slice(0, LISTED_PLACES), count: Math.max(1, places.length) };
}
