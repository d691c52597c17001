import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#libs/contracts';
import { Clock } from '#libs/platform';
import { TokenBuckets } from './token-buckets.js';

/** Limits by person, or by address for who has not signed in. Each gateway process counts for itself. */
@Injectable()
export class RateLimits {
  private readonly buckets = new TokenBuckets();

  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Counts it. @throws Refusal('too-many-requests') with the seconds to wait */
  take(who: string, what: string, perMinute: number): void {
    this.check(who, what, perMinute);
    this.spend(who, what, perMinute);
  }

  /** Does not count it yet. @throws Refusal('too-many-requests') with the seconds to wait */
  check(who: string, what: string, perMinute: number): void {
    const seconds = this.buckets.wait(`${what} ${who}`, perMinute, this.clock.now().getTime());
    if (seconds > 0) throw new Refusal('too-many-requests', { seconds });
  }

  spend(who: string, what: string, perMinute: number): void {
    this.buckets.spend(`${what} ${who}`, perMinute, this.clock.now().getTime());
  }
}
