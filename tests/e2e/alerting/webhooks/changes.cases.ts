import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { later } from '../receiver.js';
import { until } from '../rig.js';
import {
  type Made,
  hospital,
  makeDue,
  makeEndpoint,
  manager,
  ofIncident,
  receiver,
  rig,
  rowsOf,
  settled,
  taken,
} from './running.js';

const wishesOf = ({ id: endpointId, name, url, topics, tlpCeiling }: Made) => ({
  endpointId,
  name,
  url,
  topics,
  tlpCeiling,
});
const standingOf = async ({ id }: Made) => {
  const { items } = await rig.as(manager, 'alerting.webhook.list', { facilityId: hospital.id });
  return items.find((item) => item.id === id);
};

describe('a lower ceiling, or a topic less', () => {
  it('counts for what waits too, and for what is sent again', async () => {
    const endpoint = await makeEndpoint();
    const endpointId = endpoint.id;
    const before = await taken();
    await settled(endpoint, ([row]) => row?.state === 'done');
    await rig.as(manager, 'alerting.webhook.pause', { endpointId });
    await taken();
    const green = await taken({ tlp: 'GREEN' });
    await rig.tell('incident.closed', ofIncident({ state: 'closed', tlp: 'GREEN' }));
    await settled(endpoint, (rows) => rows.length === 4);
    await rig.as(manager, 'alerting.webhook.change', {
      ...wishesOf(endpoint),
      topics: ['incident.state-changed'],
      tlpCeiling: 'GREEN',
    });
    await rig.as(manager, 'alerting.webhook.resume', { endpointId });
    const withheld = ['tlp-ceiling', null, 'topic-removed'];
    await settled(endpoint, ([, ...rows]) => rows.every(({ state }) => state !== 'open'));
    expect((await rowsOf(endpoint)).slice(1).map(({ failure }) => failure)).toEqual(withheld);
    expect(receiver.at(endpoint.path).map(({ message }) => message.id)).toEqual([before, green]);

    const since = '2026-01-01T00:00:00.000Z';
    expect(await rig.as(manager, 'alerting.webhook.replay-failed', { endpointId, since })).toEqual({ count: 0 });
    const [first] = await rowsOf(endpoint);
    await rig.as(manager, 'alerting.webhook.replay', { endpointId, deliveryId: first?.id ?? '' });
    await settled(endpoint, ([row]) => row?.failure === 'tlp-ceiling');
    await rig.as(manager, 'alerting.webhook.ping', { endpointId });
    await until('the test', () => receiver.at(endpoint.path).length === 3);
    expect(receiver.at(endpoint.path)[2]?.message.type).toBe('webhook.ping');
  });
});

describe('another address', () => {
  it('begins with a clean slate, and is not answered for by the one before', async () => {
    const endpoint = await makeEndpoint();
    receiver.answers.set(endpoint.path, later);
    const event = await taken();
    await settled(endpoint, ([row]) => row?.failure === 'http-503');
    await until('it fails', async () => (await standingOf(endpoint))?.failingSince !== null);
    const [there, elsewhere] = [`/${newId()}`, `/${newId()}`];
    const moved = await rig.as(manager, 'alerting.webhook.change', {
      ...wishesOf(endpoint),
      url: receiver.url(there),
    });
    expect(moved.failingSince).toBeNull();

    receiver.answers.set(there, (_, response) => {
      const url = receiver.url(elsewhere);
      void rig
        .as(manager, 'alerting.webhook.change', { ...wishesOf(endpoint), url })
        .then(() => response.writeHead(410).end());
    });
    await makeDue(endpoint);
    await settled(endpoint, ([row]) => row?.state === 'done');
    expect(receiver.at(elsewhere).map(({ message }) => message.id)).toEqual([event]);
    expect(await standingOf(endpoint)).toMatchObject({ state: 'active', failingSince: null });
  });
});

describe('a lease', () => {
  it('that another copy of the service has taken meanwhile stays its own', async () => {
    const endpoint = await makeEndpoint();
    const mine = `WHERE id = '${endpoint.id}'`;
    const later = `clock_timestamp() + interval '45 s'`;
    receiver.answers.set(endpoint.path, (_, response) => {
      void rig.database
        .asAdmin(`UPDATE alerting.webhook_endpoint SET lease_until = ${later} ${mine}`)
        .then(() => response.writeHead(204).end());
    });
    await taken();
    await settled(endpoint, ([row]) => row?.state === 'done');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [row] = await rig.database.asAdmin<{ held: boolean }>(
      `SELECT coalesce(lease_until > clock_timestamp() + interval '30 s', false) AS held FROM alerting.webhook_endpoint ${mine}`,
    );
    expect(row?.held).toBe(true);
  });
});
