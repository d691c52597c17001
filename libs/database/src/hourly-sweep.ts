import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, Logger } from '#libs/platform';
import { Database } from './database.js';

const HOUR = 3_600_000;

/** Removes what is of no use any more: when the service starts, and every hour. What fails is logged, and tried an hour later. */
@Injectable()
export abstract class HourlySweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Database) protected readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) protected readonly logger: Logger,
  ) {}

  /** @returns how much it removed */
  abstract run(): Promise<number>;

  onApplicationBootstrap(): void {
    const run = (): void =>
      void this.run().catch((err: unknown) => this.logger.error({ err }, `${this.constructor.name} removed nothing`));
    this.timer = setInterval(run, HOUR);
    run();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** @param milliseconds how long things are kept */
  protected before(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() - milliseconds);
  }
}
