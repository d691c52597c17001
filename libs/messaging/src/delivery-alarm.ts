import type { Health, Metrics } from '#libs/platform';
import type { DeliveryAge } from './relay/upkeep.js';

/** Seconds for which a delivery may stay open; then somebody should look. */
export const DELIVERY_ALARM = 60;

/** Shows how long consumers have owed an answer to their oldest event: as a gauge, and as an alarm of the service's health. */
export class DeliveryAlarm {
  private readonly gauge;
  private oldest = 0;

  constructor(health: Health, metrics: Metrics) {
    this.gauge = metrics.gauge({
      name: 'vigie_delivery_oldest_seconds',
      help: 'Age of the oldest delivery of this service’s events that is not closed, by consumer; none where nothing is open.',
      labelNames: ['consumer'],
    });
    health.registerAlarm('deliveries', () => this.oldest >= DELIVERY_ALARM);
  }

  /** @param ages of every consumer that owes an answer */
  note(ages: readonly DeliveryAge[]): void {
    this.gauge.reset();
    for (const { consumer, seconds } of ages) this.gauge.set({ consumer }, seconds);
    this.oldest = Math.max(0, ...ages.map(({ seconds }) => seconds));
  }
}
