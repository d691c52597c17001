import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#libs/contracts';
import { FixedClock } from '#libs/platform';
import { RateLimits } from './rate-limits.js';
import { SignInLimits } from './sign-in-limits.js';

const WRONG = () => Promise.reject(new Refusal('sign-in-refused'));
const RIGHT = () => Promise.resolve('signed in');

function limitsOf() {
  const limits = new SignInLimits(new RateLimits(new FixedClock('2026-11-24T12:00:00.000Z')));
  return async (address: string, email: string, work: () => Promise<string>): Promise<string> =>
    limits.countingFailures(address, email, work).catch((error: unknown) => (error as Refusal).code);
}

describe('failed sign-ins', () => {
  it('make the guesser wait, and not the owner of the account elsewhere', async () => {
    const signIn = limitsOf();
    for (let count = 0; count < 10; count += 1) {
      expect(await signIn('203.0.113.7', 'a@hopital.example', WRONG)).toBe('sign-in-refused');
    }
    expect(await signIn('203.0.113.7', 'A@hopital.example', RIGHT)).toBe('too-many-requests');
    expect(await signIn('198.51.100.4', 'a@hopital.example', RIGHT)).toBe('signed in');
  });

  it('of one person leave the colleagues at the same address alone', async () => {
    const signIn = limitsOf();
    for (let count = 0; count < 12; count += 1) await signIn('203.0.113.7', 'a@hopital.example', WRONG);
    expect(await signIn('203.0.113.7', 'b@hopital.example', RIGHT)).toBe('signed in');
  });

  it('on many accounts make an address wait, and no other one', async () => {
    const signIn = limitsOf();
    for (let count = 0; count < 100; count += 1) await signIn('203.0.113.7', `${count}@hopital.example`, WRONG);
    expect(await signIn('203.0.113.7', 'b@hopital.example', RIGHT)).toBe('too-many-requests');
    expect(await signIn('198.51.100.4', 'b@hopital.example', RIGHT)).toBe('signed in');
  });
});
