import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, type DatabaseScope } from '#libs/database';
import { Clock, Logger, Rounds } from '#libs/platform';
import { WebhookSender } from './webhook.sender.js';
import { takeEndpoints } from './delivery.store.js';

const SYSTEM: DatabaseScope = { kind: 'system' };
/** Milliseconds between two looks at what is due when nobody asks for one, and at least. */
const ROUNDS = { interval: 1_000, pause: 25 };
/** Endpoints that are being told at the same time, by this copy of the service. Those that fail cannot take the hands of those that work. */
const HANDS = { working: 24, failing: 8 } as const;
type Kind = keyof typeof HANDS;
/** Milliseconds for which an endpoint belongs to who took it; more than one message can take, its end in the database included. */
const LEASE = 60_000;

/**
 * Gives each endpoint that has something due a pair of hands. The rows are the queue: nothing but they has to survive,
 * and what a process took that died comes back when its lease ends.
 */
@Injectable()
export class WebhookDispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Rounds({ work: () => this.round(), ...ROUNDS });
  private readonly busy: Record<Kind, Set<Promise<void>>> = { working: new Set(), failing: new Set() };

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(WebhookSender) private readonly sender: WebhookSender,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  /** Messages under way are ended, none is begun. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
    await Promise.all([...this.busy.working, ...this.busy.failing]);
  }

  /** Rows were written: do not wait for the next round. */
  nudge(): void {
    this.rounds.nudge();
  }

  private async round(): Promise<void> {
    try {
      for (const kind of ['working', 'failing'] as const) await this.fill(kind);
    } catch (err) {
      this.logger.warn({ err }, 'webhooks that are due could not be read; they will be soon');
    }
  }

  private async fill(kind: Kind): Promise<void> {
    const limit = HANDS[kind] - this.busy[kind].size;
    if (limit === 0) return;
    const now = this.clock.now();
    const leaseUntil = new Date(now.getTime() + LEASE);
    const taken = await this.database.transaction(SYSTEM, (tx) =>
      takeEndpoints(tx, { now, leaseUntil, failing: kind === 'failing', limit }),
    );
    for (const endpointId of taken) this.give(kind, endpointId, leaseUntil);
  }

  private give(kind: Kind, endpointId: string, lease: Date): void {
    const work = this.sender
      .sendDue(endpointId, lease)
      .catch((err: unknown) =>
        this.logger.error({ err, endpointId }, 'a webhook could not be sent; it will be tried again'),
      )
      .finally(() => {
        this.busy[kind].delete(work);
        this.rounds.nudge();
      });
    this.busy[kind].add(work);
  }
}
