interface Bucket {
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
   * @returns 0 when it may be done, else the seconds until it may
   */
  take(key: string, perMinute: number, now: number): number {
    const known = this.buckets.get(key);
    const refilled = known ? known.tokens + ((now - known.at) * perMinute) / MINUTE : perMinute;
    const tokens = Math.min(perMinute, Math.max(0, refilled));
    const allowed = tokens >= 1;
    // Taken out and put back: the Map's order is the order of last use.
    this.buckets.delete(key);
    this.buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    if (this.buckets.size > this.most) this.forgetOldest();
    return allowed ? 0 : Math.ceil(((1 - tokens) * MINUTE) / perMinute / 1000);
  }

  private forgetOldest(): void {
    const [oldest] = this.buckets.keys();
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
