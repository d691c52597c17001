import { compareVersions, normaliseVersion, parsePlainVersion, type PlainVersion } from './version.js';

type Comparator = '<' | '<=' | '=' | '>=' | '>';

interface Bound {
  comparator: Comparator;
  version: PlainVersion;
}

/** What an advisory says about versions, as far as it can be read without doubt. */
export type VersionStatement =
  | { form: 'all' }
  | { form: 'exact'; texts: readonly string[]; isOpen: boolean }
  | { form: 'series'; prefix: PlainVersion }
  | { form: 'range'; alternatives: readonly (readonly Bound[])[] }
  | { form: 'unread' };

const UNREAD: VersionStatement = { form: 'unread' };
const LONGEST_STATEMENT = 200;

const ALL = /^(?:\*|all|any|all (?:known )?versions|any version|toutes(?: les)? versions|vers:[a-z]+\/\*)$/;
const V = '(?:versions? ?|v ?)?(\\d[\\d.]*)';
const PHRASES: readonly (readonly [RegExp, Comparator])[] = [
  [
    new RegExp(
      `^${V}(?: and| or| et)(?: all)? (?:prior|earlier|below|older|lower|anterieures?|precedentes?)(?: versions?)?$`,
    ),
    '<=',
  ],
  [
    new RegExp(
      `^(?:all )?(?:versions? )?(?:prior to|before|earlier than|older than|below|avant|anterieures? a(?: la)?) ${V}$`,
    ),
    '<',
  ],
  [new RegExp(`^(?:all )?(?:versions? )?(?:up to(?: and including)?|through|jusqu'a) ${V}$`), '<='],
  [
    new RegExp(
      `^${V}(?: and| or| et) (?:later|newer|above|higher|superieures?|ulterieures?|suivantes?)(?: versions?)?$`,
    ),
    '>=',
  ],
];
const SERIES = /^(\d+(?:\.\d+)*)\.[x*]$/;
const BOUND = /^(<=|>=|<|>|=)\s*([^<>=|]+)$/;
const BETWEEN_BOUNDS = /\s*(?:\||,|\band\b|\bet\b)\s*|\s*(?=[<>])/;
const BETWEEN_VERSIONS = /\s*(?:\||,|;|\band\b|\bet\b|\bor\b|\bou\b)\s*/;

const isUpper = (bound: Bound): boolean => bound.comparator.startsWith('<');
const isLower = (bound: Bound): boolean => bound.comparator.startsWith('>');

/** Bounds in rising order, read in pairs as the vers notation does: ">=1|<2|>=3" is "from 1 to before 2, or from 3 on". Null when they do not pair. */
function pairBounds(bounds: readonly Bound[]): Bound[][] | null {
  const alternatives: Bound[][] = [];
  for (let i = 0; i < bounds.length; i += 1) {
    const bound = bounds[i]!;
    const next = bounds[i + 1];
    if (isUpper(bound) && i > 0) return null;
    if (isLower(bound) && next) {
      if (!isUpper(next) || compareVersions(bound.version, next.version) === 'greater') return null;
      alternatives.push([bound, next]);
      i += 1;
    } else alternatives.push([bound]);
  }
  const rises = alternatives.every(
    (pair, i) => i === 0 || compareVersions(alternatives[i - 1]!.at(-1)!.version, pair[0]!.version) === 'less',
  );
  return rises ? alternatives : null;
}

function readBounds(parts: readonly string[]): VersionStatement {
  const bounds: Bound[] = [];
  for (const part of parts) {
    const found = BOUND.exec(part.trim());
    const version = found && parsePlainVersion(found[2]!);
    if (!version) return UNREAD;
    bounds.push({ comparator: found[1] as Comparator, version });
  }
  const pairs = pairBounds(bounds.filter((bound) => bound.comparator !== '='));
  return pairs
    ? { form: 'range', alternatives: [...pairs, ...bounds.filter((b) => b.comparator === '=').map((b) => [b])] }
    : UNREAD;
}

/**
 * Reads a version, a list of versions or a range as advisories write them; what leaves a doubt is `unread`.
 * `inRangeBranch`: a lone version stands where a range is due and may have lost its sign, so that only equality says something.
 */
export function readVersionStatement(text: string, inRangeBranch = false): VersionStatement {
  const statement = normaliseVersion(text);
  if (statement === '' || statement.length > LONGEST_STATEMENT) return UNREAD;
  if (ALL.test(statement)) return { form: 'all' };

  const vers = /^vers:[a-z]+\/(.+)$/.exec(statement);
  if (vers) return readBounds(vers[1]!.split('|').map((part) => (/^\s*[<>=]/.test(part) ? part : `=${part}`)));

  const plain = statement.replace(/^(?:all )?versions (?=[<>])/, '').replace(/^all versions\s+(?=[<>])/, '');
  for (const [phrase, comparator] of PHRASES) {
    const version = parsePlainVersion(phrase.exec(plain)?.[1] ?? '');
    if (version) return { form: 'range', alternatives: [[{ comparator, version }]] };
  }
  const series = SERIES.exec(plain);
  if (series) return { form: 'series', prefix: { parts: series[1]!.split('.') } };
  if (/^[<>=]/.test(plain)) return readBounds(plain.split(BETWEEN_BOUNDS).filter((part) => part !== ''));

  const items = plain.split(BETWEEN_VERSIONS).filter((item) => item !== '');
  if (items.length > 1 && items.every((item) => parsePlainVersion(item)))
    return { form: 'exact', texts: items, isOpen: false };
  return { form: 'exact', texts: [plain], isOpen: inRangeBranch };
}

export type VersionAnswer = 'in' | 'out' | 'unclear';

const onlyZeros = (parts: readonly string[]): boolean => parts.every((part) => /^0+$/.test(part));

/** One bound, one version. A version with fewer figures than the bound ("3.3" for "< 3.3.16") may be either side of it. */
function answerBound(asset: PlainVersion, { comparator, version }: Bound): VersionAnswer {
  const lower = isLower({ comparator, version });
  const upper = isUpper({ comparator, version });
  switch (compareVersions(asset, version)) {
    case 'less':
      return upper ? 'in' : 'out';
    case 'greater':
      return lower ? 'in' : 'out';
    case 'equal':
      return comparator.includes('=') ? 'in' : 'out';
    case 'a-within-b':
      if (onlyZeros(asset.parts.slice(version.parts.length))) return comparator.includes('=') ? 'in' : 'out';
      return comparator === '<' ? 'out' : comparator === '>=' ? 'in' : 'unclear';
    case 'b-within-a':
      if (!onlyZeros(version.parts.slice(asset.parts.length))) return 'unclear';
      return comparator === '<' ? 'out' : comparator === '>=' ? 'in' : 'unclear';
    case 'unclear':
      return 'unclear';
  }
}

const all = (answers: readonly VersionAnswer[]): VersionAnswer =>
  answers.includes('out') ? 'out' : answers.includes('unclear') ? 'unclear' : 'in';
const any = (answers: readonly VersionAnswer[]): VersionAnswer =>
  answers.includes('in') ? 'in' : answers.includes('unclear') ? 'unclear' : 'out';

function answerExact(assetText: string, asset: PlainVersion | null, text: string, isOpen: boolean): VersionAnswer {
  if (normaliseVersion(assetText) === normaliseVersion(text)) return 'in';
  const version = parsePlainVersion(text);
  if (isOpen || !asset || !version) return 'unclear';
  const order = compareVersions(asset, version);
  return order === 'less' || order === 'greater' ? 'out' : 'unclear';
}

function answerSeries(asset: PlainVersion | null, prefix: PlainVersion): VersionAnswer {
  if (!asset) return 'unclear';
  const order = compareVersions(asset, prefix);
  if (order === 'equal' || order === 'a-within-b') return 'in';
  return order === 'less' || order === 'greater' ? 'out' : 'unclear';
}

/** Whether the asset's version is one of those meant. Never a guess: `unclear` unless both sides are read and ordered without doubt. */
export function answerVersion(statement: VersionStatement, assetVersion: string): VersionAnswer {
  const asset = parsePlainVersion(assetVersion);
  switch (statement.form) {
    case 'all':
      return 'in';
    case 'unread':
      return 'unclear';
    case 'exact':
      return any(statement.texts.map((text) => answerExact(assetVersion, asset, text, statement.isOpen)));
    case 'series':
      return answerSeries(asset, statement.prefix);
    case 'range':
      return asset
        ? any(statement.alternatives.map((bounds) => all(bounds.map((bound) => answerBound(asset, bound)))))
        : 'unclear';
  }
}
