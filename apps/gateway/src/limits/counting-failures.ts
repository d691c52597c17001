import { Refusal } from '#libs/contracts';
import type { RateLimits } from './rate-limits.js';

/** Something that may fail so often. */
export interface Bucket {
  who: string;
  what: string;
  perMinute: number;
}

/**
 * Lets the work fail as often as each bucket allows; what succeeds costs nothing.
 *
 * @param isFailure how the work says that what was shown is wrong
 * @throws Refusal('too-many-requests') before the work when it has failed too often, else whatever the work throws
 */
export async function countingFailures<T>(
  limits: RateLimits,
  buckets: readonly Bucket[],
  isFailure: (refusal: Refusal) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  for (const { who, what, perMinute } of buckets) limits.check(who, what, perMinute);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && isFailure(error)) {
      for (const { who, what, perMinute } of buckets) limits.spend(who, what, perMinute);
    }
    throw error;
  }
}
