const FIRST = 5_000;
const LONGEST = 15 * 60_000;
/** A mail that could not leave for three days is given up: RFC 5321 (4.5.4.1) says four to five days for a relay, we are the sender. */
const GIVE_UP_AFTER = 3 * 24 * 3_600_000;

/** Milliseconds until the next attempt: 5 s, 10 s, 20 s... 15 min at most. */
export const delayAfter = (attempts: number): number => Math.min(FIRST * 2 ** Math.max(0, attempts - 1), LONGEST);

export const isGivenUp = (createdAt: Date, now: Date): boolean => now.getTime() - createdAt.getTime() > GIVE_UP_AFTER;
