import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, Logger } from '#libs/platform';
import { Database } from './database.js';
import { execute } from './query.js';

const DAY = 24 * 3_600_000;
/** Far longer than a console keeps trying; what comes later still meets the record's own id. */
const KEPT = 30 * DAY;
const EVERY = 3_600_000;
/** Rows per transaction: nobody who writes waits for more. */
const BATCH = 5_000;

/** Forgets the answers to requests that nobody will send again. For the services that have an `idempotency` table. */
@Injectable()
export class IdempotencyExpiry implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const run = (): void =>
      void this.run().catch((error: unknown) => this.logger.warn({ err: error }, 'old idempotency keys stay'));
    this.timer = setInterval(run, EVERY);
    run();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns how many it forgot */
  async run(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - KEPT);
    for (let forgotten = 0; ;) {
      const count = await this.forget(before);
      forgotten += count;
      if (count < BATCH) return forgotten;
    }
  }

  private forget(before: Date): Promise<number> {
    return this.database.transaction({ kind: 'system' }, (tx) =>
      execute(
        tx,
        `DELETE FROM idempotency WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM idempotency WHERE created_at < $1 LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))`,
        [before],
      ),
    );
  }
}
