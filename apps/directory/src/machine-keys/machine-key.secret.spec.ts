import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newMachineSecret } from './machine-key.secret.js';

describe('the secret of a machine key', () => {
  it('has 256 random bits behind a mark, and is kept as its hash', () => {
    const { secret, hash, prefix } = newMachineSecret();
    expect(secret).toMatch(/^vgk_[A-Za-z0-9_-]{43}$/);
    expect(hash).toEqual(createHash('sha256').update(secret).digest());
    expect(secret.startsWith(prefix)).toBe(true);
    expect(prefix).toHaveLength(10);
  });

  it('never comes twice', () => {
    const secrets = new Set(Array.from({ length: 1000 }, () => newMachineSecret().secret));
    expect(secrets.size).toBe(1000);
  });
});
