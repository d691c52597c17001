import type { IndicatorFlag, IndicatorType } from './type.js';

/** Blocks of IANA's special-purpose registries: first address, prefix length, what they are. */
const V4: readonly (readonly [string, number, IndicatorFlag])[] = [
  ['0.0.0.0', 8, 'reserved'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'private'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'private'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'reserved'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 3, 'reserved'],
];
const V6: readonly (readonly [RegExp, IndicatorFlag])[] = [
  [/^::1$/u, 'loopback'],
  [/^(?:2001:db8:|3fff:)/u, 'documentation'],
  [/^f[cd]/u, 'private'],
  [/^fe[89ab]/u, 'private'],
  [/^(?:ff|::)/u, 'reserved'],
];
/** RFC 2606, 6761, 6762, 8375. */
const TOPS: Readonly<Record<string, IndicatorFlag>> = {
  example: 'documentation',
  test: 'documentation',
  invalid: 'reserved',
  onion: 'reserved',
  localhost: 'loopback',
  local: 'private',
  internal: 'private',
  lan: 'private',
  arpa: 'reserved',
};
/** Found in half of all reports, and blocking them stops care: a short list, not a judgement on what they host. */
const HARMLESS: ReadonlySet<string> = new Set(
  `google.com gstatic.com googleapis.com microsoft.com windows.com windowsupdate.com office.com office365.com live.com
   microsoftonline.com outlook.com apple.com icloud.com mozilla.org firefox.com adobe.com akamaized.net digicert.com
   letsencrypt.org w3.org wikipedia.org github.com virustotal.com cloudflare.com ubuntu.com debian.org gouv.fr sante.fr
   ameli.fr ssi.gouv.fr has-sante.fr`.split(/\s+/u),
);
const DOCUMENTED: ReadonlySet<string> = new Set(['example.com', 'example.net', 'example.org']);

const bitsOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function ofIpv4(address: string): IndicatorFlag[] {
  const bits = bitsOf(address);
  return V4.filter(([first, length]) => Math.floor((bits - bitsOf(first)) / 2 ** (32 - length)) === 0).map(
    ([, , flag]) => flag,
  );
}

const ofIpv6 = (address: string): IndicatorFlag[] =>
  V6.filter(([block]) => block.test(address))
    .slice(0, 1)
    .map(([, flag]) => flag);

function ofDomain(name: string): IndicatorFlag[] {
  const labels = name.split('.');
  const flag = TOPS[labels.at(-1) ?? ''];
  const parents = labels.map((_, index) => labels.slice(index).join('.'));
  if (flag) return [flag];
  if (parents.some((parent) => DOCUMENTED.has(parent))) return ['documentation'];
  return parents.some((parent) => HARMLESS.has(parent)) ? ['harmless'] : [];
}

function ofHost(host: string): IndicatorFlag[] {
  if (host.startsWith('[')) return ofIpv6(host.slice(1, -1));
  return /^[\d.]+$/u.test(host) ? ofIpv4(host) : ofDomain(host);
}

/** Of no content at all: many tools name them. */
const EMPTY: ReadonlySet<string> = new Set([
  'd41d8cd98f00b204e9800998ecf8427e',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
]);
const ofHash = (value: string): IndicatorFlag[] => (EMPTY.has(value) ? ['harmless'] : []);

const flaggers: Record<IndicatorType, (value: string) => IndicatorFlag[]> = {
  ipv4: ofIpv4,
  ipv6: ofIpv6,
  domain: ofDomain,
  url: (value) => ofHost(new URL(value).hostname),
  email: (value) => ofDomain(value.slice(value.lastIndexOf('@') + 1)),
  md5: ofHash,
  sha1: ofHash,
  sha256: ofHash,
  filename: () => [],
};

/** Why a normalised value might accuse nobody. */
export const flagsOf = (type: IndicatorType, value: string): IndicatorFlag[] => flaggers[type](value);
