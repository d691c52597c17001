import type { IndicatorType } from './type.js';

/** Deeper nesting than people write; a bound keeps every one of these expressions linear. */
const OPEN = String.raw`[\[({]{1,8}`;
const CLOSE = String.raw`[\])}]{1,8}`;
const DOT = new RegExp(String.raw`${OPEN}\.${CLOSE}|[^\S\n]?${OPEN}(?:dot|point)${CLOSE}[^\S\n]?`, 'giu');
const AT = new RegExp(String.raw`${OPEN}@${CLOSE}|[^\S\n]?${OPEN}(?:at|arobase)${CLOSE}[^\S\n]?`, 'giu');
const COLON = new RegExp(String.raw`${OPEN}:(//)?${CLOSE}`, 'gu');
const SLASHES = new RegExp(String.raw`${OPEN}//?${CLOSE}`, 'gu');
const WEB = /\b(?:hxxp|hxtp|htxp|hXXp|http)(s?)(?=[[({]{0,8}:)/giu;
const FILES = /\bfxp(s?)(?=[[({]{0,8}:)/giu;

/** What was made harmless for the eye, as a machine reads it. One pass, in time that grows with the text alone. */
export const refang = (text: string): string =>
  text
    .replace(WEB, (_, secure: string) => `http${secure.toLowerCase()}`)
    .replace(FILES, (_, secure: string) => `ftp${secure.toLowerCase()}`)
    .replace(SLASHES, (found) => (found.includes('//') ? '//' : '/'))
    .replace(COLON, (_, slashes?: string) => `:${slashes ?? ''}`)
    .replace(DOT, '.')
    .replace(AT, '@');

/** Until nothing is left to refang, so that a value that is kept is the same ever after. For short texts only. */
export function refangWhole(value: string): string {
  let before = value;
  for (let passes = 0; passes < 64; passes += 1) {
    const after = refang(before);
    if (after === before) return after;
    before = after;
  }
  return before;
}

const dots = (text: string): string => text.replaceAll('.', '[.]');

const defangers: Record<IndicatorType, (value: string) => string> = {
  ipv4: dots,
  ipv6: (value) => value.replaceAll(':', '[:]'),
  domain: dots,
  email: (value) => {
    const at = value.lastIndexOf('@');
    return `${value.slice(0, at)}[@]${dots(value.slice(at + 1))}`;
  },
  url: defangUrl,
  md5: (value) => value,
  sha1: (value) => value,
  sha256: (value) => value,
  filename: (value) => value,
};

function defangUrl(value: string): string {
  const [, scheme = '', before = '', host = '', after = ''] =
    /^([a-z]+):\/\/((?:[^/?#@]*@)?)([^/?#]*)(.*)$/su.exec(value) ?? [];
  if (scheme === '') return value;
  return `${scheme.replace('tt', 'xx').replace('ftp', 'fxp')}://${before}${dots(host)}${after}`;
}

/** A normalised value as it may be shown, mailed and printed: no program makes a link of it. */
export const defang = (type: IndicatorType, value: string): string => defangers[type](value);
