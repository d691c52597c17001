import { Inject, Injectable } from '@nestjs/common';
import { ownRoutes } from '#libs/contracts';
import { countingFailures } from './counting-failures.js';
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
  countingFailures<T>(address: string, email: string, work: () => Promise<T>): Promise<T> {
    const { perMinute } = ownRoutes.signIn;
    const buckets = [
      { who: `${address} ${email.toLowerCase()}`, what: 'signIn account', perMinute },
      { who: address, what: 'signIn address', perMinute: perMinute * ACCOUNTS_AT_ONE_ADDRESS },
    ];
    return countingFailures(this.limits, buckets, ({ code }) => code === 'sign-in-refused', work);
  }
}
