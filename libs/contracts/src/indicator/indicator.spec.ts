import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EXTRACT_MAX, extractIndicators } from './extract.js';
import { defang, refang } from './fang.js';
import { flagsOf } from './flags.js';
import { normalise } from './normalise.js';
import { IndicatorType } from './type.js';

const hex = (length: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length })
    .map((digits) => digits.join(''));
const label = fc.stringMatching(/^[a-z][a-z0-9]{1,12}$/);
const host = fc.tuple(label, label, fc.constantFrom('com', 'fr', 'example', 'xyz')).map((labels) => labels.join('.'));
const raw: Record<IndicatorType, fc.Arbitrary<string>> = {
  ipv4: fc.ipV4(),
  ipv6: fc.ipV6(),
  domain: host,
  url: fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    host.map((name) => `https://${name}/a.php?b=c`),
  ),
  email: fc.tuple(label, host).map(([local, name]) => `${local}@${name}`),
  md5: hex(32),
  sha1: hex(40),
  sha256: hex(64),
  filename: label.map((name) => `${name}.exe`),
};
const valid = fc
  .constantFrom(...IndicatorType.options)
  .chain((type) => raw[type].map((text) => ({ type, value: normalise(type, text) })))
  .filter((one): one is { type: IndicatorType; value: string } => one.value !== null);

describe('defanging', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(valid, ({ type, value }) => {
        expect(refang(defang(type, value))).toBe(value);
        expect(normalise(type, defang(type, value))).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['url', 'http://evil.example/a.php?b=c.d', 'hxxp://evil[.]example/a.php?b=c.d'],
    ['ipv4', '198.51.100.7', '198[.]51[.]100[.]7'],
    ['email', 'a.b@evil.example', 'a.b[@]evil[.]example'],
    ['ipv6', '2001:db8::1', '2001[:]db8[:][:]1'],
    ['filename', 'a.exe', 'a.exe'],
  ] as const)('of a %s is seen', (type, value, shown) => expect(defang(type, value)).toBe(shown));
});

describe('one way of writing', () => {
  it.each([
    ['domain', 'EVIL[.]Example', 'evil.example'],
    ['domain', 'evil(dot)example.', 'evil.example'],
    ['domain', 'hôpital.fr', 'xn--hpital-ixa.fr'],
    ['url', 'hXXps[:]//Evil{.}example/A', 'https://evil.example/A'],
    ['url', 'hxxp[://]evil[.]example', 'http://evil.example/'],
    ['email', 'Jean[at]evil[.]example', 'jean@evil.example'],
    ['ipv4', '198.51.100[.]7', '198.51.100.7'],
    ['ipv6', '2001:0DB8:0:0::1', '2001:db8::1'],
    ['md5', 'D41D8CD98F00B204E9800998ECF8427E', 'd41d8cd98f00b204e9800998ecf8427e'],
  ] as const)('%s %s', (type, text, value) => expect(normalise(type, text)).toBe(value));

  it.each([
    ['ipv4', '256.1.1.1'],
    ['ipv4', '010.1.1.1'],
    ['ipv4', '1.2.3'],
    ['ipv4', '1.2.3.4.'],
    ['ipv6', '12:34'],
    ['domain', 'localhost'],
    ['domain', '1.2.3.4'],
    ['domain', 'a b.example'],
    ['url', 'javascript:alert(1)'],
    ['url', 'http://'],
    ['url', 'http://a\u0000b.example/'],
    ['email', '@evil.example'],
    ['md5', 'z'.repeat(32)],
    ['sha256', 'a'.repeat(63)],
    ['filename', 'a\u0000.exe'],
    ['domain', `${'a'.repeat(3_000)}.example`],
  ] as const)('refuses %s %j', (type, text) => expect(normalise(type, text)).toBeNull());

  it('is the same the second time, whatever comes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...IndicatorType.options), fc.string({ unit: 'binary' }), (type, text) => {
        const value = normalise(type, text);
        if (value !== null) expect(normalise(type, value)).toBe(value);
      }),
    );
  });
});

describe('what accuses nobody is told', () => {
  it.each([
    ['ipv4', '10.1.2.3', ['private']],
    ['ipv4', '172.31.0.1', ['private']],
    ['ipv4', '172.32.0.1', []],
    ['ipv4', '127.0.0.1', ['loopback']],
    ['ipv4', '198.51.100.7', ['documentation']],
    ['ipv4', '255.255.255.255', ['reserved']],
    ['ipv4', '8.8.4.4', []],
    ['ipv6', '::1', ['loopback']],
    ['ipv6', 'fe80::1', ['private']],
    ['ipv6', '2001:db8::1', ['documentation']],
    ['domain', 'update.microsoft.com', ['harmless']],
    ['domain', 'notmicrosoft.com', []],
    ['url', 'http://192.168.1.1/', ['private']],
    ['url', 'http://[::1]/', ['loopback']],
    ['email', 'a@www.gouv.fr', ['harmless']],
    ['sha256', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', ['harmless']],
  ] as const)('%s %s', (type, value, flags) => expect(flagsOf(type, value)).toEqual(flags));
});

describe('reading a text', () => {
  it('finds what a bulletin names', () => {
    const text = `Bonjour, le poste a contacté hxxps://evil[.]example/gate.php (puis 198.51.100[.]7:8080), voir « mail: jean[at]pirate[.]test ».
      Fichier facture.pdf.exe, MD5=d41d8cd98f00b204e9800998ecf8427f; C2 : evil [dot] xyz. IPv6 2001:db8::bad. Fin.Le reste, M.Dupont, va bien.`;
    expect(extractIndicators(text)).toEqual([
      { type: 'url', value: 'https://evil.example/gate.php' },
      { type: 'ipv4', value: '198.51.100.7' },
      { type: 'email', value: 'jean@pirate.test' },
      { type: 'filename', value: 'facture.pdf.exe' },
      { type: 'md5', value: 'd41d8cd98f00b204e9800998ecf8427f' },
      { type: 'domain', value: 'evil.xyz' },
      { type: 'ipv6', value: '2001:db8::bad' },
    ]);
  });

  it('finds what was planted, defanged or not', () => {
    const words = fc.array(fc.constantFrom('le', 'poste', 'a', 'contacté', 'depuis', '3', 'fois,', 'hier.'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(valid, words, words, fc.boolean(), ({ type, value }, before, after, isDefanged) => {
        // A URL that ends with a mark of the sentence is not told from its sentence.
        fc.pre(value !== '::');
        fc.pre(
          !/[.,;:!?)\]}'"`|\\^<>{]/.test(type === 'url' ? value.slice(-1) + value.replace(/[.,;:!?)\]}']/g, '') : ''),
        );
        const text = [...before, isDefanged ? defang(type, value) : value, ...after].join(' ');
        expect(extractIndicators(text)).toContainEqual({ type, value });
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['brackets', '['],
    ['dots', '.'],
    ['at signs', 'a@'],
    ['colons', 'a:'],
    ['schemes', 'http://'],
    ['hxxp', 'hxxp'],
    ['nested dots', '[.'],
    ['labels', 'a.'],
    ['hex', 'f'],
    ['slashes', '/'],
    ['blanks', ' '],
    ['blanks and brackets', ' ['],
    ['words', 'aaaa.com '],
  ])('takes no longer for a hostile text of %s', (_, unit) => {
    const whole = unit.repeat(Math.ceil(EXTRACT_MAX / unit.length));
    // As one word, and as the longest words that are looked into.
    const words = `${unit.repeat(Math.floor(8_000 / unit.length))} `.repeat(EXTRACT_MAX / 8_000);
    const began = performance.now();
    for (const text of [whole, words, words.replaceAll(' ', ',')]) extractIndicators(text);
    // What grows with the square of the text takes minutes.
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});
