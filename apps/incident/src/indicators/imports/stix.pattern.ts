import type { IndicatorType } from '#libs/contracts';

interface Compared {
  type: IndicatorType;
  value: string;
}

const PATHS: ReadonlyMap<string, IndicatorType> = new Map<string, IndicatorType>([
  ['ipv4-addr:value', 'ipv4'],
  ['ipv6-addr:value', 'ipv6'],
  ['domain-name:value', 'domain'],
  ['url:value', 'url'],
  ['email-addr:value', 'email'],
  ['email-message:from_ref.value', 'email'],
  ['email-message:sender_ref.value', 'email'],
  ['file:name', 'filename'],
  ['file:hashes.md5', 'md5'],
  ['file:hashes.sha-1', 'sha1'],
  ['file:hashes.sha1', 'sha1'],
  ['file:hashes.sha-256', 'sha256'],
  ['file:hashes.sha256', 'sha256'],
]);

/** Each alternative begins otherwise, and none can be read in two ways: the time grows with the pattern alone. */
const TOKEN = /\s+|'((?:[^'\\]|\\['\\])*)'|([[\]()])|(!?=|[<>]=?)|([A-Za-z][A-Za-z0-9_:.\-*]*)|(\.)/uy;

interface Token {
  kind: 'text' | 'mark' | 'word';
  text: string;
}

function tokensOf(pattern: string): Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < pattern.length) {
    const found = TOKEN.exec(pattern);
    if (!found) return null;
    const [, text, bracket, operator, word, dot] = found;
    if (text !== undefined) tokens.push({ kind: 'text', text: text.replace(/\\(['\\])/gu, '$1') });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (bracket ?? operator ?? dot) tokens.push({ kind: 'mark', text: bracket ?? operator ?? dot ?? '' });
  }
  return tokens;
}

const isMark = (token: Token | undefined, text: string): boolean => token?.kind === 'mark' && token.text === text;

/** `file:hashes.'SHA-256'` is one path in two or three tokens. */
function pathAt(tokens: readonly Token[], at: number): { path: string; next: number } | null {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first?.kind !== 'word') return null;
  if (first.text.endsWith('.') && second?.kind === 'text') return { path: first.text + second.text, next: at + 2 };
  return { path: first.text, next: at + 1 };
}

/**
 * The values of a pattern that means "any of these": comparisons for equality, joined by OR. Null for anything else: half of a pattern
 * with AND, NOT, FOLLOWEDBY, LIKE or a qualifier would accuse what the whole does not.
 */
export function valuesOfPattern(pattern: string): Compared[] | null {
  const tokens = tokensOf(pattern);
  if (!tokens || tokens.length === 0) return null;
  const values: Compared[] = [];
  let at = 0;
  let isInside = false;
  let expectsMore = true;
  while (at < tokens.length) {
    const token = tokens[at];
    if (isMark(token, '[') && !isInside && expectsMore) {
      isInside = true;
      at += 1;
    } else if (isMark(token, ']') && isInside && !expectsMore) {
      isInside = false;
      at += 1;
    } else if (token?.kind === 'word' && token.text.toUpperCase() === 'OR' && !expectsMore) {
      expectsMore = true;
      at += 1;
    } else if (isInside && expectsMore) {
      const found = comparisonAt(tokens, at);
      if (!found) return null;
      values.push(found.compared);
      expectsMore = false;
      at = found.next;
    } else return null;
  }
  return isInside || expectsMore ? null : values;
}

function comparisonAt(tokens: readonly Token[], at: number): { compared: Compared; next: number } | null {
  const found = pathAt(tokens, at);
  const type = found && PATHS.get(found.path.toLowerCase());
  if (!found || !type || !isMark(tokens[found.next], '=')) return null;
  const value = tokens[found.next + 1];
  return value?.kind === 'text' ? { compared: { type, value: value.text }, next: found.next + 2 } : null;
}
