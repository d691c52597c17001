interface Bucket {
  /** Below zero: somebody did more at once than was to spare, and waits for longer. */
  tokens: number;
  at: number;
}

const MINUTE = 60_000;

/** Counts how often somebody may do something: so many times at once, and as many again in each minute. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  /** @param most buckets kept; who has not been seen for longest is forgotten first */
  constructor(private readonly most = 50_000) {}

  /**
   * @param key who and what
   * @param now milliseconds
   * @returns 0 when it may be done now, else the seconds until it may
   */
  wait(key: string, perMinute: number, now: number): number {
    const tokens = this.tokensOf(key, perMinute, now);
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * MINUTE) / perMinute / 1000);
  }

  /** It was done. */
  spend(key: string, perMinute: number, now: number): void {
    const tokens = this.tokensOf(key, perMinute, now) - 1;
    // Taken out and put back: the Map's order is the order of last use.
    this.buckets.delete(key);
    this.buckets.set(key, { tokens, at: now });
    if (this.buckets.size > this.most) this.forgetOldest();
  }

  private tokensOf(key: string, perMinute: number, now: number): number {
    const known = this.buckets.get(key);
    if (!known) return perMinute;
    // A clock that steps back takes nothing away.
    const gained = (Math.max(0, now - known.at) * perMinute) / MINUTE;
    return Math.min(perMinute, known.tokens + gained);
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
