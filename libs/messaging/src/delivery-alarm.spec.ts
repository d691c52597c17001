import { describe, expect, it } from '@jest/globals';
import { Health, Metrics } from '#libs/platform';
import { DeliveryAlarm } from './delivery-alarm.js';

describe('the age of the oldest open delivery', () => {
  it('is a figure by consumer, and an alarm from a minute on', async () => {
    const [health, metrics] = [new Health('incident'), new Metrics('incident')];
    const alarm = new DeliveryAlarm(health, metrics);
    const figures = async () =>
      (await metrics.read()).text.split('\n').filter((line) => line.startsWith('vigie_delivery_oldest_seconds'));
    expect([await figures(), (await health.report()).status]).toEqual([[], 'up']);
    alarm.note([
      { consumer: 'gateway', seconds: 59.5 },
      { consumer: 'alerting', seconds: 2 },
    ]);
    expect((await health.report()).status).toBe('up');
    alarm.note([{ consumer: 'gateway', seconds: 61 }]);
    expect(await figures()).toEqual(['vigie_delivery_oldest_seconds{consumer="gateway",service="incident"} 61']);
    expect(await health.report()).toMatchObject({ status: 'degraded', checks: { deliveries: 'degraded' } });
    alarm.note([]);
    expect([await figures(), (await health.report()).status]).toEqual([[], 'up']);
  });
});
