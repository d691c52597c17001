import { expect, it } from '@jest/globals';
import { audienceDigest } from './audience.digest.js';

const digestOf = (...ids: string[]) => audienceDigest(ids.map((facilityId) => ({ facilityId })));

it('is the same for the same facilities, in whichever order, and another for as many others', () => {
  expect(digestOf('a', 'b')).toBe(digestOf('b', 'a'));
  expect(digestOf('a', 'b')).not.toBe(digestOf('a', 'c'));
  expect(digestOf('a', 'b')).toMatch(/^[0-9a-f]{64}$/);
});
