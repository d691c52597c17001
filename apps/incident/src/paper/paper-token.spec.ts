import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#libs/platform';
import { readToken, writeToken } from './paper-token.js';

const key = (letter: string): string => Buffer.alloc(32, letter).toString('base64url');
const claims = { region: 'martinique', number: 123, facilityId: newId(), declarationId: newId() };

describe('the code of a paper form', () => {
  it('says what was written, whatever it was', () => {
    const numbers = fc.integer({ min: 1, max: 2 ** 31 - 1 });
    const regions = fc.stringMatching(/^[a-z0-9](?:[a-z0-9.-]{0,38}[a-z0-9])?$/);
    fc.assert(
      fc.property(numbers, regions, fc.uuid(), fc.uuid(), (number, region, facilityId, declarationId) => {
        const written = { number, region, facilityId, declarationId };
        expect(readToken(writeToken(written, key('a')), [key('a')])).toEqual({ claims: written, genuine: true });
      }),
    );
  });

  it('fits a QR that prints legibly', () => {
    expect(writeToken({ ...claims, region: 'r'.repeat(40) }, key('a')).length).toBeLessThanOrEqual(124);
  });

  it('stays genuine under an older key, and under no other', () => {
    const token = writeToken(claims, key('a'));
    expect(readToken(token, [key('b'), key('a')])).toMatchObject({ genuine: true });
    expect(readToken(token, [key('b')])).toMatchObject({ genuine: false });
  });

  it('is not genuine once any bit of it has changed', () => {
    const token = writeToken(claims, key('a'));
    const bits = fc.integer({ min: 0, max: Buffer.from(token, 'base64url').length * 8 - 1 });
    fc.assert(
      fc.property(bits, (bit) => {
        const bytes = Buffer.from(token, 'base64url');
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(readToken(bytes.toString('base64url'), [key('a')])?.genuine ?? false).toBe(false);
      }),
    );
  });

  it('authenticates the region', () => {
    const ours = writeToken(claims, key('a'));
    const theirs = writeToken({ ...claims, region: 'guadeloupe' }, key('a'));
    expect(ours.slice(-22)).not.toBe(theirs.slice(-22));
  });

  it.each(['', 'x', 'https://ailleurs.example', 'A'.repeat(90), '\u0000', 'é'.repeat(80), 'AQ'.repeat(200)])(
    'is not what else a camera reads: %j',
    (text) => expect(readToken(text, [key('a')])).toBeNull(),
  );
});
