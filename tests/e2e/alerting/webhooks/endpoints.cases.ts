import { describe, expect, it } from '@jest/globals';
import { MOST_WEBHOOKS, Refusal } from '#libs/contracts';
import { newId } from '#libs/platform';
import { until } from '../rig.js';
import {
  administrator,
  clinic,
  declarant,
  hospital,
  makeDue,
  makeEndpoint,
  manager,
  other,
  receiver,
  rig,
  settled,
  taken,
} from './running.js';

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

describe('endpoints', () => {
  it('of a facility are its managers’ and the administrators’; nobody else reaches them, by whatever door', async () => {
    const { id: endpointId, topics, tlpCeiling } = await makeEndpoint();
    const delivery = await rig.as(manager, 'alerting.webhook.ping', { endpointId });
    const wishes = { name: 'x', url: receiver.url('/x'), topics, tlpCeiling };
    for (const [who, expected] of [
      [other, 'not-found'],
      [declarant, 'forbidden'],
    ] as const) {
      expect(await code(rig.as(who, 'alerting.webhook.list', { facilityId: hospital.id }))).toBe(expected);
      expect(await code(rig.as(who, 'alerting.webhook.list', {}))).toBe(expected);
      for (const name of ['pause', 'resume', 'remove', 'rotate', 'ping', 'deliveries'] as const)
        expect([name, await code(rig.as(who, `alerting.webhook.${name}`, { endpointId }))]).toEqual([name, expected]);
      expect(await code(rig.as(who, 'alerting.webhook.change', { endpointId, ...wishes }))).toBe(expected);
      const ofDelivery = { endpointId, deliveryId: delivery.id };
      expect(await code(rig.as(who, 'alerting.webhook.delivery', ofDelivery))).toBe(expected);
      expect(await code(rig.as(who, 'alerting.webhook.replay', ofDelivery))).toBe(expected);
      const since = '2026-01-01T00:00:00.000Z';
      expect(await code(rig.as(who, 'alerting.webhook.replay-failed', { endpointId, since }))).toBe(expected);
    }
    for (const facilityId of [clinic.id, null]) expect(await code(makeEndpoint({ facilityId }))).toBe('not-found');
    expect(await code(makeEndpoint({ facilityId: newId() }, administrator))).toBe('not-found');
    const { items } = await rig.as(administrator, 'alerting.webhook.list', { facilityId: hospital.id });
    expect(items.map(({ id }) => id)).toContain(endpointId);
    await until('the test arrived', () => receiver.at(`/${endpointId}`).length === 1);
    expect(receiver.at(`/${endpointId}`)[0]?.message).toMatchObject({ type: 'webhook.ping', data: { endpointId } });
    const ofDelivery = { endpointId, deliveryId: delivery.id };
    expect((await rig.as(administrator, 'alerting.webhook.delivery', ofDelivery)).body).toBeNull();
  });

  it('are removed with their log out of sight, and told nothing more, be a message already in our hands', async () => {
    const endpoint = await makeEndpoint();
    const { id: endpointId, path } = endpoint;
    await rig.as(manager, 'alerting.webhook.pause', { endpointId });
    await taken();
    await taken();
    await settled(endpoint, (rows) => rows.length === 2);
    receiver.answers.set(path, (_, response) => {
      void rig.as(manager, 'alerting.webhook.remove', { endpointId }).then(() => response.writeHead(204).end());
    });
    await rig.as(manager, 'alerting.webhook.resume', { endpointId });
    await settled(endpoint, ([first]) => first?.state === 'done');
    expect(await code(rig.as(manager, 'alerting.webhook.deliveries', { endpointId }))).toBe('not-found');
    expect(await code(rig.as(manager, 'alerting.webhook.remove', { endpointId }))).toBe('not-found');
    await makeDue(endpoint);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(receiver.at(path)).toHaveLength(1);
  });

  it('are so many and no more, and an id is used once', async () => {
    const made = await makeEndpoint({ facilityId: clinic.id }, other);
    expect(await code(makeEndpoint({ facilityId: clinic.id, id: made.id }, other))).toBe('already-exists');
    let last = '';
    for (let n = 0; n < MOST_WEBHOOKS && last !== 'webhook-too-many'; n += 1)
      last = String(await code(makeEndpoint({ facilityId: clinic.id }, other)));
    expect(last).toBe('webhook-too-many');
    const list = () => rig.as(other, 'alerting.webhook.list', { facilityId: clinic.id });
    const { items } = await list();
    expect(items).toHaveLength(MOST_WEBHOOKS);
    // One place is free, and many want it at the same instant.
    await rig.as(other, 'alerting.webhook.remove', { endpointId: items[0]?.id ?? '' });
    const many = Array.from({ length: 6 }, () => code(makeEndpoint({ facilityId: clinic.id }, other)));
    expect((await Promise.all(many)).filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect((await list()).items).toHaveLength(MOST_WEBHOOKS);
  });
});
