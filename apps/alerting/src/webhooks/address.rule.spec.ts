import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AddressRule } from './address.rule.js';

const rule = new AddressRule({ allowHttp: false, ports: [443, 8443], allowedRanges: [] });
const inner = new AddressRule({
  allowHttp: true,
  ports: [443, 80, 8080],
  allowedRanges: ['10.20.0.0/16', 'fd00:1::/32', '127.0.0.1'],
});
const verdict = (text: string, by = rule) => {
  const read = by.read(text);
  return typeof read === 'string' ? read : 'sent';
};

describe('a URL', () => {
  it.each([
    ['https://outil.example/vigie?x=1', 'sent'],
    ['https://outil.example:8443/', 'sent'],
    ['https://bücher.example/', 'sent'],
    ['https://outil.example./', 'sent'],
    ['https://1.1.1.1/', 'sent'],
    ['https://[2606:4700::1111]/', 'sent'],
    ['http://outil.example/', 'url-scheme'],
    ['ftp://outil.example/', 'url-scheme'],
    ['file:///etc/passwd', 'url-scheme'],
    ['javascript:alert(1)', 'url-scheme'],
    ['https://outil.example:22/', 'url-port'],
    ['https://outil.example:80/', 'url-port'],
    ['https://user:secret@outil.example/', 'url-credentials'],
    ['https://user@outil.example/', 'url-credentials'],
    ['https://outil.example/#part', 'url-fragment'],
    ['outil.example', 'url-invalid'],
    ['https://', 'url-invalid'],
    ['https://[fe80::1%25eth0]/', 'url-invalid'],
    ['https://999.1.1.1/', 'url-invalid'],
  ])('%s: %s', (text, expected) => {
    expect(verdict(text)).toBe(expected);
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://127.0.0.1./',
    'https://①②⑦.0.0.1/',
    'https://127。0。0。1/',
    'https://0.0.0.0/',
    'https://0/',
    'https://10.1.2.3/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://168.63.129.16/',
    'https://192.0.0.192/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::]/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:0:127.0.0.1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[64:ff9b:1::10.0.0.1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
    'https://[100::1]/',
  ])('%s leads inside', (text) => {
    expect(verdict(text)).toBe('address-private');
  });

  it('leads inside where the configuration allows it, and nowhere beside', () => {
    expect(verdict('http://10.20.3.4:8080/', inner)).toBe('sent');
    expect(verdict('https://[fd00:1::7]/', inner)).toBe('sent');
    expect(verdict('https://127.0.0.1/', inner)).toBe('sent');
    expect(verdict('https://[::ffff:10.20.3.4]/', inner)).toBe('sent');
    for (const text of ['https://10.21.0.1/', 'https://127.0.0.2/', 'https://[fd00:2::1]/', 'https://[::1]/'])
      expect([text, verdict(text, inner)]).toEqual([text, 'address-private']);
  });
});

describe('an address', () => {
  const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
  /** Written by hand, apart from the list that is tested. */
  const isInner = ([a, b, c]: readonly number[]) =>
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a! >= 224 ||
    (a === 100 && b! >= 64 && b! <= 127) ||
    (a === 169 && b === 254) ||
    (a === 172 && b! >= 16 && b! <= 31) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0 && c === 0);

  it('of an inner IPv4 range is never open, in whatever clothes of IPv6', () => {
    const innerV4 = fc.oneof(
      v4.map(([, b, c, d]) => [10, b, c, d]),
      v4.map(([, b, c, d]) => [127, b, c, d]),
      v4.map(([, , c, d]) => [192, 168, c, d]),
      v4.filter(isInner),
    );
    fc.assert(
      fc.property(innerV4, (parts) => {
        const dotted = parts.join('.');
        const hex = Buffer.from(parts as number[])
          .toString('hex')
          .replace(/(.{4})(.{4})/, '$1:$2');
        for (const address of [
          dotted,
          `::ffff:${dotted}`,
          `::ffff:${hex}`,
          `64:ff9b::${hex}`,
          `::${hex}`,
          `2002:${hex}::1`,
        ])
          expect([address, rule.isOpen(address)]).toEqual([address, false]);
      }),
    );
  });

  it('that is mapped into IPv6 is not open even where IPv4 itself is', () => {
    fc.assert(fc.property(v4, (parts) => expect(rule.isOpen(`::ffff:${parts.join('.')}`)).toBe(false)));
  });

  it('that is written as one number means the same to the URL reader', () => {
    fc.assert(
      fc.property(v4, ([a, b, c, d]) => {
        const number = ((a * 256 + b) * 256 + c) * 256 + d;
        const dotted = verdict(`https://${a}.${b}.${c}.${d}/`);
        expect(verdict(`https://${number}/`)).toBe(dotted);
        expect(verdict(`https://0x${number.toString(16)}/`)).toBe(dotted);
        expect(verdict(`https://0${number.toString(8)}/`)).toBe(dotted);
      }),
    );
  });

  it.each(['', 'localhost', '10.0.0', 'fe80::1%lo', '::1%lo', '1.2.3.4/8'])('that is none (%s) is not open', (text) => {
    expect(rule.isOpen(text)).toBe(false);
  });
});
