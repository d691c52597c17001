import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, execute } from '#libs/database';
import { Clock, Logger } from '#libs/platform';

const KEPT = 24 * 3_600_000;
const EVERY = 3_600_000;

/** Removes files that have been lying here for a day: imported or forgotten, they are of no use any more. */
@Injectable()
export class UploadExpiry implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const run = (): void =>
      void this.run().catch((error: unknown) => this.logger.error({ err: error }, 'uploads stay'));
    this.timer = setInterval(run, EVERY);
    run();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @returns how many parts it removed */
  run(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - KEPT);
    return this.database.transaction({ kind: 'system' }, (tx) =>
      execute(tx, 'DELETE FROM upload_part WHERE received_at < $1', [before]),
    );
  }
}
