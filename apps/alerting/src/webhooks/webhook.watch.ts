import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, one } from '#libs/database';
import { Clock, Health, Logger, Metrics, Rounds } from '#libs/platform';
import { WebhookAlarm } from './webhook.alarm.js';

const ROUNDS = { interval: 15_000, pause: 1_000 };

/** Those of endpoints that fail wait for their tool, not for us. */
const STANDING = `
  SELECT coalesce(extract(epoch FROM $1 - min(d.next_at) FILTER (WHERE e.failing_since IS NULL AND d.next_at <= $1)), 0)::float8 AS oldest,
    count(DISTINCT e.id) FILTER (WHERE e.failing_since IS NOT NULL)::int AS failing
  FROM webhook_endpoint e LEFT JOIN webhook_delivery d ON d.endpoint_id = e.id AND d.state = 'open'
  WHERE e.state = 'active' AND e.removed_at IS NULL`;

/** Looks now and then whether messages leave when they are due. */
@Injectable()
export class WebhookWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Rounds({ work: () => this.look(), ...ROUNDS });
  private readonly alarm: WebhookAlarm;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) metrics: Metrics,
    @Inject(Health) health: Health,
  ) {
    this.alarm = new WebhookAlarm(health, metrics);
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  private async look(): Promise<void> {
    try {
      const standing = await this.database.transaction({ kind: 'system' }, (tx) =>
        one<{ oldest: number; failing: number }>(tx, STANDING, [this.clock.now()]),
      );
      this.alarm.note(standing);
    } catch (err) {
      this.logger.warn({ err }, 'how long webhooks wait could not be read');
    }
  }
}
