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
  receiver,
  rig,
  rowsOf,
  settled,
  taken,
} from './running.js';

const sql = (text: string) => rig.database.asAdmin(text);
const failingFor = ({ id }: Made, time: string) =>
  sql(`UPDATE alerting.webhook_endpoint SET failing_since = clock_timestamp() - interval '${time}' WHERE id = '${id}'`);
const stateOf = async ({ id }: Made) => {
  const { items } = await rig.as(manager, 'alerting.webhook.list', { facilityId: hospital.id });
  return items.find((item) => item.id === id)?.state;
};
/** What is done once an hour is done when a copy of the service starts. */
async function anHourPasses(holds: () => Promise<boolean>): Promise<string[]> {
  const another = rig.another();
  await another.start();
  try {
    await until('the hourly work was done', holds);
  } finally {
    await another.stop();
  }
  return another.log;
}

describe('five days without a success', () => {
  it('switch off also where nothing is left to send, and its managers are told', async () => {
    const endpoint = await makeEndpoint({ name: 'Outil discret' });
    const young = await makeEndpoint({ name: 'Outil récent' });
    const waiting = await makeEndpoint({ name: 'Outil en attente' });
    for (const { path } of [endpoint, young, waiting]) receiver.answers.set(path, later);
    await taken();
    for (const each of [endpoint, young, waiting]) await settled(each, ([row]) => row?.failure === 'http-503');
    for (const { id } of [endpoint, young])
      await sql(`UPDATE alerting.webhook_delivery SET state = 'failed' WHERE endpoint_id = '${id}'`);
    await failingFor(endpoint, '5 days 1 minute');
    await failingFor(young, '4 days 23 hours');
    await failingFor(waiting, '5 days 1 minute');
    await anHourPasses(async () => (await stateOf(endpoint)) === 'disabled');
    await until('both mails', () => rig.mailbox.about('Outil discret').length >= 2);
    for (const [table, where] of [
      ['alerting.audit', `action = 'alerting.webhook.disable' AND record_id = '${endpoint.id}'`],
      ['messaging.event', `type = 'webhook.disabled' AND aggregate_id = '${endpoint.id}'`],
    ] as const)
      expect([table, (await sql(`SELECT 1 FROM ${table} WHERE ${where}`)).length]).toEqual([table, 1]);
    expect([await stateOf(young), await stateOf(waiting)]).toEqual(['active', 'active']);
    expect(rig.mailbox.about('Outil récent').length + rig.mailbox.about('Outil en attente').length).toBe(0);
  });

  it('and one error after a long rest do not: the second try decides', async () => {
    const endpoint = await makeEndpoint();
    receiver.answers.set(endpoint.path, later);
    await failingFor(endpoint, '40 days');
    await taken();
    await settled(endpoint, ([row]) => row?.failure === 'http-503');
    const [row] = await rowsOf(endpoint);
    expect([row?.state, await stateOf(endpoint)]).toEqual(['open', 'active']);
    await makeDue(endpoint);
    await until('it is off', async () => (await stateOf(endpoint)) === 'disabled');
  });
});

describe('a secret that does not open', () => {
  const spoil = ({ id }: Made) =>
    sql(`UPDATE alerting.webhook_secret SET sealed = decode(repeat('00', 64), 'hex') WHERE endpoint_id = '${id}'`);

  it('is told in the log, and mended by a new one', async () => {
    const endpoint = await makeEndpoint();
    await spoil(endpoint);
    const event = await taken();
    await settled(endpoint, ([row]) => row?.failure === 'secret');
    expect(receiver.at(endpoint.path)).toEqual([]);
    const [row] = await rowsOf(endpoint);
    const of = { endpointId: endpoint.id, deliveryId: row?.id ?? '' };
    const { tries } = await rig.as(manager, 'alerting.webhook.delivery', of);
    expect(tries).toMatchObject([{ number: 1, status: null, failure: 'secret' }]);
    await rig.as(manager, 'alerting.webhook.rotate', { endpointId: endpoint.id, overlapHours: 24 });
    await makeDue(endpoint);
    await settled(endpoint, ([now]) => now?.state === 'done');
    expect(receiver.at(endpoint.path).map(({ message }) => message.id)).toEqual([event]);
  });

  it('hinders no forgetting', async () => {
    const endpoint = await makeEndpoint();
    const ended = await makeEndpoint();
    await taken();
    await settled(endpoint, ([row]) => row?.state === 'done');
    await settled(ended, ([row]) => row?.state === 'done');
    await spoil(endpoint);
    const secret = newId();
    await sql(
      `INSERT INTO alerting.webhook_secret SELECT '${secret}', endpoint_id, facility_id, sealed, created_at, clock_timestamp()
       FROM alerting.webhook_secret WHERE endpoint_id = '${ended.id}'`,
    );
    await sql(
      `UPDATE alerting.webhook_delivery SET created_at = clock_timestamp() - interval '91 days' WHERE endpoint_id = '${ended.id}'`,
    );
    const log = await anHourPasses(async () => {
      const left = await sql(`SELECT 1 FROM alerting.webhook_secret WHERE id = '${secret}'`);
      return left.length === 0 && (await rowsOf(ended)).length === 0;
    });
    await sql(`DELETE FROM alerting.webhook_secret WHERE endpoint_id = '${endpoint.id}'`);
    expect(log.filter((line) => line.includes(endpoint.id))).toHaveLength(1);
  });
});
