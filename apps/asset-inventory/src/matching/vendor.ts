import { compact, fold, words } from './fold.js';
import { VENDOR_ALIASES, VENDOR_GROUPS } from './vendor-aliases.js';

export interface NormalisedVendor {
  /** The same for every way one company is written; empty when the name holds no letter or digit. */
  key: string;
  /** The same for companies of one house. */
  group: string;
}

const LEGAL_FORMS = new Set(
  (
    'inc incorporated llc lp llp ltd limited corp corporation co company gmbh mbh ag kg kgaa se eg sa sas sasu sarl scs snc eurl srl spa sl slu bv nv kk ' +
    'oy oyj ab as asa aps plc pty pte pvt sro kft doo zoo'
  ).split(' '),
);
const TERRITORIES = new Set(
  'france europe international deutschland germany usa us uk america belgium belgique suisse schweiz nederland netherlands italia espana japan'.split(
    ' ',
  ),
);
const JOINTS = new Set(['and', 'of', 'de', 'du', 'the', 'et']);

/** "S.A.S." and "A/S" are one word each, "B.Braun" is two. */
const joinInitials = (text: string): string =>
  text.replace(/(?<!\p{L})\p{L}(?:[./]\p{L})+(?!\p{L})/gu, (initials) => initials.replace(/[./]/g, ''));

function bareWords(name: string): string[] {
  const folded = joinInitials(fold(name));
  const outside = words(folded.replace(/\([^()]*\)/g, ' '));
  const kept = outside.length > 0 ? outside : words(folded);
  while (kept.length > 1) {
    const last = kept.at(-1)!;
    const before = kept.at(-2)!;
    if (LEGAL_FORMS.has(last) || JOINTS.has(last)) kept.pop();
    else if (TERRITORIES.has(last) && !JOINTS.has(before) && before !== 'air') kept.pop();
    else break;
  }
  return kept;
}

const bareKey = (name: string): string => compact(bareWords(name));

const canonicalKeys = new Map<string, string>();
for (const spellings of VENDOR_ALIASES)
  for (const spelling of spellings) canonicalKeys.set(bareKey(spelling), bareKey(spellings[0]!));

const canonicalKey = (bare: string): string => canonicalKeys.get(bare) ?? bare;

const groups = new Map<string, string>();
for (const members of VENDOR_GROUPS) {
  const group = canonicalKey(bareKey(members[0]!));
  for (const member of members) groups.set(canonicalKey(bareKey(member)), group);
}

const groupOf = (key: string): string => groups.get(key) ?? key;

export function normaliseVendor(name: string): NormalisedVendor {
  const key = canonicalKey(bareKey(name));
  return { key, group: groupOf(key) };
}

/** "Silex Technology and GE Healthcare" names two vendors: each of them, apart from the name read as one. */
export function jointVendors(name: string): NormalisedVendor[] {
  const parts = name.split(/,|;|\/|&|\band\b|\bet\b/i).map((part) => part.trim());
  const vendors = parts.filter((part) => words(fold(part)).some((word) => !LEGAL_FORMS.has(word))).map(normaliseVendor);
  return vendors.length > 1 ? vendors : [];
}

const spellingsByKey = new Map<string, string[][]>();
for (const spellings of VENDOR_ALIASES)
  spellingsByKey.set(canonicalKey(bareKey(spellings[0]!)), spellings.map(bareWords));

/** Every word sequence with which a product name of this vendor may begin, the longest first. */
export function vendorPrefixes(vendor: string): string[][] {
  const bare = bareWords(vendor);
  const known = spellingsByKey.get(canonicalKey(compact(bare))) ?? [];
  return [bare, ...known].toSorted((a, b) => b.length - a.length);
}
