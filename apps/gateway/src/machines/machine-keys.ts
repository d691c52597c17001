import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import { Refusal } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { Clock } from '#libs/platform';
import { RateLimits } from '../limits/rate-limits.js';
import { type Bucket, countingFailures } from '../limits/counting-failures.js';
import { type Machine, machineOf } from './machine.js';

/** Milliseconds for which a key is taken as the directory last told it: so late at most does a revoked one stop. */
const FRESH = 3_000;
const MOST_KEPT = 5_000;
/** Wrong keys a minute: with one secret from one address, and with all from one address (a hospital's tools share theirs). */
const FAILURES = { secret: 10, address: 100 };

interface Entry {
  machine: Machine;
  until: number;
}

/** From where a key was shown. */
export interface Shown {
  origin: string;
  traceId: string;
}

/** The same words for an unknown, an expired and a revoked key; which it was is for the audit alone. */
export class KeyRefused extends Refusal {
  /** @param keyId the key that has ended; undefined when there never was one */
  constructor(readonly keyId?: string) {
    super('machine-key-refused');
  }
}

/** Machine keys in use, in memory for seconds: a tool that raises a hundred alarms asks the directory once. */
@Injectable()
export class MachineKeys {
  private readonly known = new Map<string, Entry>();
  private readonly asking = new Map<string, Promise<Machine>>();

  constructor(
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(RateLimits) private readonly limits: RateLimits,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Whose key it is.
   *
   * @param secretHash SHA-256 in hexadecimal: the secret itself goes no further than the request
   * @throws KeyRefused for one that is unknown, expired or revoked; Refusal('too-many-requests') when that came too often; 'unavailable'
   *   when the directory cannot say
   */
  async find(secretHash: string, shown: Shown): Promise<Machine> {
    const entry = this.known.get(secretHash);
    if (entry && this.clock.now().getTime() < entry.until) return entry.machine;
    this.known.delete(secretHash);
    return countingFailures(this.limits, bucketsOf(secretHash, shown.origin), isRefused, () =>
      this.askOnce(secretHash, shown),
    );
  }

  private askOnce(secretHash: string, shown: Shown): Promise<Machine> {
    const under = this.asking.get(secretHash);
    if (under) return under;
    const asking = this.ask(secretHash, shown).finally(() => this.asking.delete(secretHash));
    this.asking.set(secretHash, asking);
    return asking;
  }

  private async ask(secretHash: string, { origin, traceId }: Shown): Promise<Machine> {
    const token = await this.tokens.issueForService();
    const options = { token, traceId, origin };
    const { key } = await this.commands.request('directory.machine-key.resolve', { secretHash }, options);
    if (key?.state !== 'active') throw new KeyRefused(key?.id);
    const machine = machineOf(key);
    this.keep(secretHash, machine);
    return machine;
  }

  private keep(secretHash: string, machine: Machine): void {
    this.known.set(secretHash, { machine, until: this.clock.now().getTime() + FRESH });
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_KEPT && oldest !== undefined) this.known.delete(oldest);
  }
}

const isRefused = (refusal: Refusal) => refusal instanceof KeyRefused;

const bucketsOf = (secretHash: string, address: string): Bucket[] => [
  { who: `${address} ${secretHash}`, what: 'machineKey secret', perMinute: FAILURES.secret },
  { who: address, what: 'machineKey address', perMinute: FAILURES.address },
];
