import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { type TestRedis, startTestRedis } from '#libs/testing';
import { carrierChecks } from '../../../apps/cli/src/doctor/carrier.checks.js';
import { contact, facility, person, region } from './region.js';
import { Rig, until } from './rig.js';

const hospital = facility('Hôpital Nord');
const analyst = person('analyste', { agencyRoles: ['analyst'] });
const approver = person('valideur', { agencyRoles: ['approver'] });
const duty = contact(hospital.id, 'astreinte@hopital.example');

let redis: TestRedis;
let rig: Rig;

beforeAll(async () => {
  redis = await startTestRedis();
  const people = region({ facilities: [hospital], people: [analyst, approver], contacts: [duty] });
  rig = await Rig.start(people, { VIGIE_REDIS_URL: redis.url });
});
afterAll(async () => {
  await rig.close();
  await redis.close();
});

/** @returns the reference that the mail carries */
async function broadcast(): Promise<string> {
  const { advisoryId, reference } = await rig.as(analyst, 'alerting.advisory.save', {
    id: newId(),
    tlp: 'GREEN',
    texts: { fr: { title: 'Coupez la télémaintenance', body: 'Avant midi.' }, en: null },
    respondBy: null,
    csafId: null,
    regionalId: null,
    audience: { categories: ['hospital'] },
  });
  await rig.as(analyst, 'alerting.advisory.submit', { advisoryId });
  await rig.as(approver, 'alerting.advisory.approve', { advisoryId, expectedCount: 1 });
  return reference;
}

const doctorOnRedis = () =>
  carrierChecks({ VIGIE_REDIS_URL: redis.url })
    .find(({ name }) => name === 'Redis')
    ?.run();

it('a mail leaves through Redis, and PostgreSQL keeps no job', async () => {
  await redis.client.config('SET', 'notify-keyspace-events', 'KA');
  const listener = redis.client.duplicate();
  const keysWritten = new Set<string>();
  listener.on('pmessage', (_pattern: string, channel: string) =>
    keysWritten.add(channel.replace(/^__keyspace@0__:/, '')),
  );
  await listener.psubscribe('__keyspace@0__:*');
  const reference = await broadcast();
  await until('the mail has come', () => rig.mailbox.about(reference).length === 1);
  listener.disconnect();
  const [mail] = await rig.database.asAdmin<{ id: string }>('SELECT id FROM alerting.mail');
  expect([...keysWritten]).toContain(`vigie:mail:${mail?.id}`);
  expect(await rig.database.asAdmin('SELECT * FROM alerting_queue.job')).toEqual([]);
});

it('a Redis that dies with its jobs loses no mail, and the doctor says that it is away', async () => {
  expect(await doctorOnRedis()).toMatchObject({ state: 'well', found: expect.stringMatching(/^(Redis|Valkey) \d/) });
  await redis.kill();
  expect(await doctorOnRedis()).toMatchObject({ state: 'wrong', found: expect.stringContaining('ECONNREFUSED') });
  const reference = await broadcast();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(rig.mailbox.about(reference)).toEqual([]);
  await redis.start();
  await rig.makeMailsDue();
  await until('the mail has come', () => rig.mailbox.about(reference).length === 1, 60);
  await redis.client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  expect(await doctorOnRedis()).toMatchObject({ state: 'warning' });
});
