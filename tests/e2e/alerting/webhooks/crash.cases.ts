import { describe, expect, it } from '@jest/globals';
import { until } from '../rig.js';
import { makeDue, makeEndpoint, receiver, rig, rowsOf, settled, taken } from './running.js';

describe('two copies of the service', () => {
  it('send each message once', async () => {
    const another = rig.another();
    await another.start();
    try {
      const endpoints = [await makeEndpoint(), await makeEndpoint(), await makeEndpoint()];
      const events: string[] = [];
      for (let n = 0; n < 15; n += 1) events.push(await taken());
      for (const endpoint of endpoints) {
        await settled(endpoint, (rows) => rows.length === 15 && rows.every(({ state }) => state === 'done'));
        const ids = receiver.at(endpoint.path).map(({ message }) => message.id);
        expect(ids.toSorted()).toEqual(events.toSorted());
      }
    } finally {
      await another.stop();
    }
  });
});

describe('a service that is killed', () => {
  it.each([
    ['before-webhook', 1],
    ['after-webhook', 2],
  ])('%s: the message arrives, with the same id, %i time(s)', async (point, times) => {
    const endpoint = await makeEndpoint();
    await rig.alerting.stop();
    const doomed = rig.another({ VIGIE_FAULT_POINT: point });
    await doomed.start();
    const event = await taken();
    await until('it died', () => doomed.hasEnded);
    await rig.alerting.start();
    const [row] = await rowsOf(endpoint);
    expect(row).toMatchObject({ state: 'open', attempts: 1 });
    // Nobody sends it while the dead one could still be at it.
    expect(row?.wait).toBeGreaterThan(30);
    await makeDue(endpoint);
    await settled(endpoint, ([now]) => now?.state === 'done');
    expect(receiver.at(endpoint.path).map(({ message }) => message.id)).toEqual(Array(times).fill(event));
  });
});
