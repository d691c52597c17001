import type { Health, Metrics } from '#libs/platform';

/** Seconds that a message may wait although it is due; then somebody should look. One slow tool alone does not reach it. */
const LATE = 300;

/** Shows whether messages leave when they are due: as gauges, and as an alarm of the service's health. */
export class WebhookAlarm {
  private readonly oldest;
  private readonly failing;
  private late = 0;

  constructor(health: Health, metrics: Metrics) {
    this.oldest = metrics.gauge({
      name: 'vigie_webhook_oldest_seconds',
      help: 'How long the oldest webhook has been due at an endpoint that works.',
    });
    this.failing = metrics.gauge({
      name: 'vigie_webhook_failing_endpoints',
      help: 'Webhook endpoints whose last message did not arrive and that are still tried.',
    });
    health.registerAlarm('webhooks', () => this.late >= LATE);
  }

  /** @param oldest seconds for which the oldest message has been due, of endpoints that work */
  note({ oldest, failing }: { oldest: number; failing: number }): void {
    this.late = oldest;
    this.oldest.set(oldest);
    this.failing.set(failing);
  }
}
