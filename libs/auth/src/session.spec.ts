import { describe, expect, it } from '@jest/globals';
import { newSecret, secretHash } from './session.js';

describe('a session secret', () => {
  it('has 256 random bits and fits a cookie', () => {
    expect(newSecret()).toMatch(/^[\w-]{43}$/);
    expect(newSecret()).not.toBe(newSecret());
  });

  it('is kept as a hash that does not tell it', () => {
    const secret = newSecret();
    expect(secretHash(secret)).toHaveLength(32);
    expect(secretHash(secret)).toEqual(secretHash(secret));
    expect(secretHash(secret)).not.toEqual(secretHash(newSecret()));
  });
});
