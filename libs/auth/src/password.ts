import { type Algorithm, hash, parseOptions, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { algorithm: 2 satisfies Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Longer passwords are refused before hashing, which would only burn time. */
const LONGEST_PASSWORD = 256;

let decoy: Promise<string> | undefined;

/** @returns the hash in PHC format, with its salt and cost */
export function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), COST);
}

/**
 * Whether the password belongs to the hash. An unknown account (`undefined`) takes as long as a known one with a wrong password, and
 * is refused.
 */
export async function verifyPassword(storedHash: string | undefined, password: string): Promise<boolean> {
  if (password.length > LONGEST_PASSWORD) return false;
  decoy ??= hashPassword('no account has this password');
  const matches = await verify(storedHash ?? (await decoy), normalised(password));
  return matches && storedHash !== undefined;
}

/** Whether the hash was made with another cost than today's: hash again at the next sign-in. */
export function needsRehash(storedHash: string): boolean {
  const { algorithm, memoryCost, timeCost, parallelism } = parseOptions(storedHash);
  return (
    algorithm !== COST.algorithm ||
    memoryCost !== COST.memoryCost ||
    timeCost !== COST.timeCost ||
    parallelism !== COST.parallelism
  );
}

/** The same letters typed on two keyboards may arrive composed or decomposed (NIST SP 800-63B 5.1.1.2). */
const normalised = (password: string): string => password.normalize('NFKC');
