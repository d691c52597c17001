import { compact, fold, words } from './fold.js';
import { vendorPrefixes } from './vendor.js';

export interface NormalisedProduct {
  /** Equal keys: the same name, however it is written. */
  key: string;
  /** The words that tell the product from others: without "system", "logiciel"... Candidates share at least one. */
  core: readonly string[];
  /** The name says "... not including ...": what is left of it is a family with unnamed members. */
  hasExclusion: boolean;
}

/** Plural and French forms of words that describe and do not name. They are folded to one form, and left out of the core. */
// prettier-ignore
export const DESCRIPTORS: Readonly<Record<string, string>> = {
  system: 'system', systems: 'system', systeme: 'system', systemes: 'system',
  software: 'software', softwares: 'software', logiciel: 'software', logiciels: 'software',
  device: 'device', devices: 'device', appareil: 'device', appareils: 'device', dispositif: 'device', equipement: 'device',
  product: 'product', products: 'product', produit: 'product', series: 'series', serie: 'series', gamme: 'series', family: 'series',
  application: 'application', applications: 'application', app: 'application', appli: 'application',
  pump: 'pump', pumps: 'pump', pompe: 'pump', pompes: 'pump',
  monitor: 'monitor', monitors: 'monitor', moniteur: 'monitor', moniteurs: 'monitor',
  ventilator: 'ventilator', ventilators: 'ventilator', ventilateur: 'ventilator', respirateur: 'ventilator',
  scanner: 'scanner', scanners: 'scanner', scanographe: 'scanner',
  ultrasound: 'ultrasound', echographe: 'ultrasound', echographes: 'ultrasound',
  server: 'server', servers: 'server', serveur: 'server', serveurs: 'server',
  workstation: 'workstation', workstations: 'workstation', poste: 'workstation', console: 'console',
  automate: 'analyser', analyser: 'analyser', analyzer: 'analyser', analyseur: 'analyser',
  model: 'model', modele: 'model', version: 'version', the: 'the', le: 'the', la: 'the', les: 'the',
};
const DESCRIPTIVE = new Set(Object.values(DESCRIPTORS));

const EXCLUSION = /[\s,(]+(?:not including|excluding|except(?: for)?|hors|sauf|a l'exception)\b.*$/;
const SKIPPED_IN_ACRONYMS = new Set(['of', 'and', 'the', 'for', 'de', 'du', 'des', 'et']);

/** Whether the letters abbreviate the words, in order and to the last: "PIC iX" does "Patient Information Center iX". */
function abbreviates(letters: string, names: readonly string[]): boolean {
  if (letters === '') return names.every((name) => SKIPPED_IN_ACRONYMS.has(name));
  const [name, ...rest] = names;
  if (name === undefined) return false;
  if (SKIPPED_IN_ACRONYMS.has(name) && abbreviates(letters, rest)) return true;
  for (const length of new Set([1, 2, name.length]))
    if (letters.startsWith(name.slice(0, length)) && abbreviates(letters.slice(length), rest)) return true;
  return false;
}

/** A parenthesis that only repeats the words before it by their initials is dropped; any other one is part of the name. */
function withoutAcronyms(folded: string): string {
  return folded.replace(/\(([^()]*)\)/g, (parenthesis, inner: string, offset: number) => {
    const letters = words(inner).join('');
    const before = words(folded.slice(0, offset).replace(/\([^()]*\)/g, ' ')).slice(-8);
    const repeats =
      letters.length > 1 &&
      letters.length <= 16 &&
      before.some((_, start) => abbreviates(letters, before.slice(start)));
    return repeats ? ' ' : parenthesis;
  });
}

const startsWith = (tokens: readonly string[], prefix: readonly string[]): boolean =>
  prefix.length > 0 && prefix.length < tokens.length && prefix.every((word, i) => tokens[i] === word);

function withoutVendor(tokens: string[], vendor: string | null): string[] {
  if (vendor === null) return tokens;
  const prefixes = vendorPrefixes(vendor);
  let rest = tokens;
  for (let prefix; (prefix = prefixes.find((candidate) => startsWith(rest, candidate)));)
    rest = rest.slice(prefix.length);
  return rest;
}

/** `vendor`: whose name, in any known spelling, may stand in front of the product's. */
export function normaliseProduct(name: string, vendor: string | null = null): NormalisedProduct {
  const folded = fold(name);
  const kept = folded.replace(EXCLUSION, '');
  const hasExclusion = kept !== folded && words(kept).length > 0;
  const tokens = withoutVendor(words(withoutAcronyms(hasExclusion ? kept : folded)), vendor).map(
    (word) => DESCRIPTORS[word] ?? word,
  );
  return { key: compact(tokens), core: tokens.filter((word) => !DESCRIPTIVE.has(word)), hasExclusion };
}

export type ProductRelation = 'same' | 'descriptor' | 'partial' | 'model' | 'different';

const isSubset = (some: readonly string[], all: readonly string[]): boolean => some.every((word) => all.includes(word));
const isName = (word: string): boolean => /^\p{L}{2,}/u.test(word);
const isModelNumber = (word: string): boolean => /^\p{N}{4,}\+*$/u.test(word);

/** How two product names of one vendor stand to each other. Only `same` is certain; `different` is the answer whenever nothing speaks for one product. */
export function relateProducts(a: NormalisedProduct, b: NormalisedProduct): ProductRelation {
  if (a.key === '' || b.key === '') return 'different';
  if (a.key === b.key) return 'same';
  const shared = a.core.filter((word) => b.core.includes(word));
  if (!shared.some(isName)) return 'different';
  if (compact(a.core) === compact(b.core)) return 'descriptor';
  if (isSubset(a.core, b.core) || isSubset(b.core, a.core)) return 'partial';
  if (shared.some(isModelNumber)) return 'model';
  return 'different';
}
