import type { IndicatorType, Tlp } from '#libs/contracts';
import { TLP_MARKINGS } from '../tlp-markings.js';
import { type Findings, field, listIn, noteOf, short, strictest, textIn } from './stated.js';
import { valuesOfPattern } from './stix.pattern.js';

/** TLP 2.0, and the markings of TLP 1 that STIX 2.1 itself defines. */
const MARKINGS: ReadonlyMap<string, Tlp> = new Map<string, Tlp>([
  ...(Object.entries(TLP_MARKINGS) as [Tlp, string][]).map(([tlp, id]) => [id, tlp] as const),
  ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9', 'CLEAR'],
  ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da', 'GREEN'],
  ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82', 'AMBER'],
  ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed', 'RED'],
]);
const OBSERVABLES: ReadonlyMap<string, IndicatorType> = new Map<string, IndicatorType>([
  ['ipv4-addr', 'ipv4'],
  ['ipv6-addr', 'ipv6'],
  ['domain-name', 'domain'],
  ['url', 'url'],
  ['email-addr', 'email'],
]);
const HASHES: readonly (readonly [string, IndicatorType])[] = [
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
];
/** Say who speaks, under which rules, and what belongs together: no values are lost with them. */
const STRUCTURE: ReadonlySet<string> = new Set([
  'identity',
  'marking-definition',
  'extension-definition',
  'relationship',
  'language-content',
]);

const tlpOf = (of: unknown): Tlp | null =>
  strictest(listIn(of, 'object_marking_refs').map((id) => MARKINGS.get(String(id)) ?? null));

function indicator(found: Findings, of: unknown, path: string): void {
  const [pattern, language] = [textIn(of, 'pattern'), textIn(of, 'pattern_type')];
  if (pattern === null) return found.refuse(path, 'attribute-malformed');
  if (field(of, 'revoked') === true) return found.refuse(path, 'deleted');
  if (language !== null && language !== 'stix') return found.refuse(path, 'pattern-type-unsupported', language);
  const values = pattern.length <= 100_000 ? valuesOfPattern(pattern) : null;
  if (!values) return found.refuse(path, 'pattern-unsupported', pattern);
  const note = noteOf(textIn(of, 'description') ?? textIn(of, 'name'));
  for (const { type, value } of values) found.state({ path, type, value, note, forDetection: true, tlp: tlpOf(of) });
}

/** Seen, not accused: for detection only where an indicator says so. */
function observable(found: Findings, of: unknown, path: string, type: IndicatorType): void {
  const value = textIn(of, 'value');
  if (value === null) return found.refuse(path, 'attribute-malformed');
  found.state({ path, type, value, note: null, forDetection: false, tlp: tlpOf(of) });
}

function file(found: Findings, of: unknown, path: string): void {
  const common = { path, note: null, forDetection: false, tlp: tlpOf(of) };
  const stated = HASHES.flatMap(([name, type]) => {
    const value = textIn(field(of, 'hashes'), name);
    return value === null ? [] : [{ ...common, type, value }];
  });
  const name = textIn(of, 'name');
  if (name !== null) stated.push({ ...common, type: 'filename', value: name });
  if (stated.length === 0) return found.refuse(path, 'attribute-malformed');
  for (const one of stated) found.state(one);
}

function object(found: Findings, of: unknown, path: string): void {
  const type = textIn(of, 'type');
  const seen = OBSERVABLES.get(type ?? '');
  if (type === null) found.refuse(path, 'attribute-malformed');
  else if (type === 'indicator') indicator(found, of, path);
  else if (type === 'file') file(found, of, path);
  else if (seen) observable(found, of, path, seen);
  else if (!STRUCTURE.has(type)) found.refuse(path, 'type-unsupported', type);
}

/** Reads a bundle of STIX 2.1. Null: it is none. */
export function readStix(document: unknown, found: Findings): { title: string | null } | null {
  if (textIn(document, 'type') !== 'bundle') return null;
  listIn(document, 'objects').forEach((of, index) => object(found, of, `objects[${index}]`));
  const id = textIn(document, 'id');
  return { title: id === null ? null : short(id, 100) };
}
