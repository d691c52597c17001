import { describe, expect, it } from '@jest/globals';
import { Health } from './health.js';

describe('a health report', () => {
  it('is up when everything is', async () => {
    const health = new Health('incident');
    health.register('database', async () => undefined);
    expect(await health.report()).toMatchObject({ service: 'incident', status: 'up', checks: { database: 'up' } });
  });

  it('is down when one thing fails or does not answer', async () => {
    const health = new Health('incident');
    health.register('database', async () => undefined);
    health.register('nats', () => Promise.reject(new Error('gone')));
    health.register('mail', () => new Promise(() => undefined));
    expect(await health.report()).toMatchObject({
      service: 'incident',
      status: 'down',
      checks: { database: 'up', nats: 'down', mail: 'down' },
    });
  });

  it('is degraded while an alarm is raised, unless something is down', async () => {
    const health = new Health('incident');
    let late = true;
    health.registerAlarm('deliveries', () => late);
    expect(await health.report()).toMatchObject({ status: 'degraded', checks: { deliveries: 'degraded' } });
    health.register('nats', () => Promise.reject(new Error('gone')));
    expect(await health.report()).toMatchObject({ status: 'down' });
    late = false;
    health.register('nats', async () => undefined);
    expect(await health.report()).toMatchObject({ status: 'up', checks: { deliveries: 'up' } });
  });
});
