import { refangWhole } from './fang.js';
import { INDICATOR_MAX, type IndicatorType } from './type.js';

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/u;
const IPV6 = /^[0-9a-f:.]{2,45}$/iu;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/u;
const TOP = /^(?:[a-z]{2,24}|xn--[a-z0-9-]{1,59})$/u;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/u;
const HEX = /^[0-9a-f]+$/u;
/** Neither a URL nor a name has a blank or a control character in it. */
const BLANK = /[\s\p{Cc}]/u;

const parsed = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

function domain(text: string): string | null {
  if (text.length > 253 || BLANK.test(text) || /[/?#@:\\%]/u.test(text)) return null;
  // The parser of URLs does IDNA, as a browser would.
  const name = parsed(`http://${text.replace(/\.$/u, '')}/`)?.hostname ?? '';
  const labels = name.split('.');
  return labels.length >= 2 &&
    name.length <= 253 &&
    labels.every((label) => LABEL.test(label)) &&
    TOP.test(labels.at(-1)!)
    ? name
    : null;
}

const ipv4 = (text: string): string | null => (IPV4.test(text) ? text : null);

function ipv6(text: string): string | null {
  if (!IPV6.test(text) || !text.includes(':')) return null;
  return parsed(`http://[${text}]/`)?.hostname.slice(1, -1) ?? null;
}

function email(text: string): string | null {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at).toLowerCase();
  const host = at > 0 ? domain(text.slice(at + 1)) : null;
  return host !== null && LOCAL.test(local) ? `${local}@${host}` : null;
}

function url(text: string): string | null {
  if (BLANK.test(text) || !/^(?:https?|ftps?):\/\/[^/?#]/iu.test(text)) return null;
  const found = parsed(text);
  if (found === null || found.hostname === '' || found.href.length > INDICATOR_MAX) return null;
  const { hostname } = found;
  const isHost = hostname.startsWith('[') || ipv4(hostname) !== null || domain(hostname) !== null;
  return isHost ? found.href : null;
}

const hash =
  (length: number) =>
  (text: string): string | null => {
    const value = text.toLowerCase();
    return value.length === length && HEX.test(value) ? value : null;
  };

const filename = (text: string): string | null =>
  text.length <= 255 && !/\p{Cc}/u.test(text) && text.isWellFormed() ? text.normalize('NFC') : null;

const readers: Record<IndicatorType, (text: string) => string | null> = {
  ipv4,
  ipv6,
  domain,
  url,
  email,
  md5: hash(32),
  sha1: hash(40),
  sha256: hash(64),
  filename,
};

/**
 * The one way of writing the value under which it is kept: refanged, lower case, IDNA. Null for what is no such value.
 * What comes out goes in unchanged.
 */
export function normalise(type: IndicatorType, raw: string): string | null {
  if (raw.length > INDICATOR_MAX) return null;
  const text = raw.trim();
  const value = text === '' ? null : readers[type](type === 'filename' ? text : refangWhole(text));
  if (value === null || type === 'filename') return value;
  // What a parser makes could be defanged again, or another value the second time: such a text is nobody's address.
  return refangWhole(value) === value && readers[type](value) === value ? value : null;
}
