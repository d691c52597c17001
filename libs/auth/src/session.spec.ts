import { describe, expect, it } from '@jest/globals';
import { isSecret, newSecret, secretHash } from './session.js';

describe('a session secret', () => {
  it('has 256 random bits and fits a cookie', () => {
    expect(newSecret()).toMatch(/^[\w-]{43}$/);
    expect(newSecret()).not.toBe(newSecret());
  });

  it('is recognised by its hash only', () => {
    const secret = newSecret();
    expect(isSecret(secret, secretHash(secret))).toBe(true);
    expect(isSecret(newSecret(), secretHash(secret))).toBe(false);
    expect(isSecret(undefined, secretHash(secret))).toBe(false);
    expect(isSecret(secret, Buffer.alloc(0))).toBe(false);
  });
});
