const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds before the second to the tenth attempt: the schedule that Standard Webhooks 1.0 proposes, a little over three days. */
export const SCHEDULE = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;
/** Of a delay that is added at random, so that what failed together does not come again together. */
const JITTER = 0.1;
/** The longest that a tool may ask us to wait. */
const LONGEST_WISH = DAY;
/** After so long without a single success an endpoint is switched off. */
export const LONGEST_FAILURE = 5 * DAY;

/** How one attempt ended. */
export interface Outcome {
  /** Null when there was no answer. */
  status: number | null;
  /** A word for the log: `timeout`, `http-500`, `address-private`... Null when it arrived. */
  failure: string | null;
  /** Milliseconds that the tool asks us to wait (429, 503). */
  retryAfter: number | null;
}

export type Verdict =
  | { kind: 'again'; delay: number }
  /** Its last attempt. */
  | { kind: 'failed' }
  /** The endpoint wants nothing any more, or has been failing for too long. */
  | { kind: 'disable'; why: 'gone' | 'failing' };

/**
 * What follows from an attempt that failed. The first of a round does not switch off for a failure that lasts: it may be the first after
 * a long rest, and the second comes seconds later. Where nothing is left to try, the sweep does.
 *
 * @param tries attempts of this round, this one included
 * @param failingSince when the endpoint began to fail, this attempt included
 * @param chance between 0 and 1
 */
export function verdictOf(
  { status, retryAfter }: Outcome,
  { tries, failingSince, now, chance }: { tries: number; failingSince: Date; now: Date; chance: number },
): Verdict {
  if (status === 410) return { kind: 'disable', why: 'gone' };
  const lasts = now.getTime() - failingSince.getTime() >= LONGEST_FAILURE;
  if (lasts && tries > 1) return { kind: 'disable', why: 'failing' };
  const delay = SCHEDULE[tries - 1];
  if (delay === undefined) return { kind: 'failed' };
  const wished = Math.min(retryAfter ?? 0, LONGEST_WISH);
  return { kind: 'again', delay: Math.round(Math.max(delay, wished) * (1 + JITTER * chance)) };
}

/**
 * Reads `Retry-After` (RFC 9110): seconds, or a date.
 *
 * @returns milliseconds from now, null for what is neither
 */
export function retryAfterOf(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
