import { describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { hashPassword, needsRehash, verifyPassword } from './password.js';

describe('a password', () => {
  it('is kept as argon2id with a salt of its own', async () => {
    const [first, second] = await Promise.all([hashPassword('une phrase'), hashPassword('une phrase')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it('is told from another', async () => {
    const stored = await hashPassword('une phrase');
    expect(await verifyPassword(stored, 'une phrase')).toBe(true);
    expect(await verifyPassword(stored, 'une Phrase')).toBe(false);
    expect(await verifyPassword(stored, '')).toBe(false);
    expect(await verifyPassword(stored, 'x'.repeat(10_000))).toBe(false);
  });

  it('is the same however the keyboard composes its letters', async () => {
    expect(await verifyPassword(await hashPassword('é'.normalize('NFC')), 'é'.normalize('NFD'))).toBe(true);
  });

  it('never matches an unknown account, which takes as long', async () => {
    const stored = await hashPassword('une phrase');
    await verifyPassword(undefined, 'warm up');
    expect(await verifyPassword(undefined, 'no account has this password')).toBe(false);
    const time = async (hash: string | undefined) => {
      const before = performance.now();
      await verifyPassword(hash, 'wrong');
      return performance.now() - before;
    };
    // By turns, and the fastest of each: what holds the machine up meanwhile holds up one turn.
    const [unknown, known]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < 10; turn += 1) {
      unknown.push(await time(undefined));
      known.push(await time(stored));
    }
    expect(Math.min(...unknown) / Math.min(...known)).toBeGreaterThan(0.3);
  });

  it('is hashed again when the cost has changed', async () => {
    expect(needsRehash(await hashPassword('x'))).toBe(false);
    expect(needsRehash(await hash('x', { memoryCost: 8_192, timeCost: 2 }))).toBe(true);
  });
});
