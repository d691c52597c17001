import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SecretBox } from './secret.box.js';

const [older, newer] = [randomBytes(32), randomBytes(32)];

describe('the box of secrets', () => {
  it('gives back what was sealed, and nothing of it shows', () => {
    const sealed = new SecretBox([newer]).seal('whsec_abc', 'endpoint');
    expect(sealed.includes('whsec_abc')).toBe(false);
    expect(new SecretBox([newer]).open(sealed, 'endpoint')).toBe('whsec_abc');
  });

  it('opens what an older key sealed, and knows that it is to be sealed anew', () => {
    const sealed = new SecretBox([older]).seal('whsec_abc', 'endpoint');
    const both = new SecretBox([newer, older]);
    expect(both.open(sealed, 'endpoint')).toBe('whsec_abc');
    expect([both.isCurrent(sealed), both.isCurrent(both.seal('x', 'endpoint'))]).toEqual([false, true]);
    expect(() => new SecretBox([newer]).open(sealed, 'endpoint')).toThrow(/VIGIE_WEBHOOK_KEYS/);
  });

  it('opens nothing that was moved to another endpoint, or changed by a bit', () => {
    const box = new SecretBox([newer]);
    const sealed = box.seal('whsec_abc', 'endpoint');
    expect(() => box.open(sealed, 'another')).toThrow();
    sealed[sealed.length - 1]! ^= 1;
    expect(() => box.open(sealed, 'endpoint')).toThrow();
  });
});
