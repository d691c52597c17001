import { Inject, Injectable } from '@nestjs/common';
import { Refusal, ownRoutes } from '#libs/contracts';
import { RateLimits } from './rate-limits.js';

/** A whole hospital signs in from one address: it may fail as often as so many of its accounts. */
const ACCOUNTS_AT_ONE_ADDRESS = 10;

/** Limits failed sign-ins; who knows the password costs nothing. */
@Injectable()
export class SignInLimits {
  constructor(@Inject(RateLimits) private readonly limits: RateLimits) {}

  /**
   * By account and address, against who guesses one account's password: by the account alone, whoever knows an e-mail address would lock
   * its owner out. By address, against who tries many accounts.
   *
   * @throws Refusal('too-many-requests') before the work when the address has failed too often, else whatever the work throws
   */
  async countingFailures<T>(address: string, email: string, work: () => Promise<T>): Promise<T> {
    const { perMinute } = ownRoutes.signIn;
    const buckets = [
      { who: `${address} ${email.toLowerCase()}`, what: 'signIn account', perMinute },
      { who: address, what: 'signIn address', perMinute: perMinute * ACCOUNTS_AT_ONE_ADDRESS },
    ];
    for (const bucket of buckets) this.limits.check(bucket.who, bucket.what, bucket.perMinute);
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal && error.code === 'sign-in-refused') {
        for (const bucket of buckets) this.limits.spend(bucket.who, bucket.what, bucket.perMinute);
      }
      throw error;
    }
  }
}
