import { describe, expect, it } from '@jest/globals';
import { audienceDigest } from '../audiences/audience.digest.js';
import { refuseUnseen } from './approval.rule.js';

const [one, two, three] = ['1', '2', '3'].map((facilityId) => ({ facilityId }));
const members = [one!, two!];
const refused = (code: string, params: object) => expect.objectContaining({ code, params });

describe('an approval', () => {
  it('of what is there passes, with or without the fields that older clients do not send', () => {
    refuseUnseen({ expectedCount: 2 }, { version: 4 }, members);
    refuseUnseen(
      { expectedCount: 2, expectedVersion: 4, expectedDigest: audienceDigest(members) },
      { version: 4 },
      members,
    );
  });

  it('of a text that has been written anew since is refused', () => {
    expect(() => refuseUnseen({ expectedCount: 2, expectedVersion: 3 }, { version: 4 }, members)).toThrow(
      refused('advisory-changed', { version: 4 }),
    );
  });

  it('of as many other facilities is refused', () => {
    const expectedDigest = audienceDigest([one!, three!]);
    expect(() => refuseUnseen({ expectedCount: 2, expectedDigest }, { version: 4 }, members)).toThrow(
      refused('audience-changed', { count: 2 }),
    );
  });

  it('of another number is refused', () => {
    expect(() => refuseUnseen({ expectedCount: 3 }, { version: 4 }, members)).toThrow(
      refused('audience-changed', { count: 2 }),
    );
  });
});
