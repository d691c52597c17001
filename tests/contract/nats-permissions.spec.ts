import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AckPolicy, StorageType, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { type Msg, type NatsConnection, connect } from '@nats-io/transport-node';
import { slowInboxOf } from '#libs/messaging';
import { scratchFolder } from '#libs/testing';
import { chooseDataFolder } from '../../deploy/local/data.mjs';
import { startNats } from '../../deploy/local/nats.mjs';
import { SERVICES, keepSecrets } from '../../deploy/local/secrets.mjs';

/** Who may ask whom; the operator's tool may ask everyone. */
const ASKS: Record<string, readonly string[]> = {
  gateway: SERVICES,
  directory: [],
  incident: ['directory', 'asset-inventory', 'alerting'],
  'asset-inventory': ['directory'],
  alerting: ['directory', 'asset-inventory', 'incident'],
  cli: SERVICES,
};
const USERS = Object.keys(ASKS);
const streamOf = (service: string) => `EVT_${service.toUpperCase().replaceAll('-', '_')}`;

/** Whether the server let it happen: a refused publication is an error, or an answer that never comes. */
const allowed = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let server: Awaited<ReturnType<typeof startNats>>;
/** Milliseconds: what is not allowed is never answered, what is may take its time. */
const patienceFor = (may: boolean) => (may ? 10_000 : 300);

const connections = new Map<string, NatsConnection>();

function as(user: string): NatsConnection {
  const connection = connections.get(user);
  if (!connection) throw new Error(`nobody is connected as ${user}`);
  return connection;
}

/** A slow command is answered when a usual answer would no longer be allowed. */
async function answer(message: Msg): Promise<void> {
  const slow = message.subject.endsWith('.slow.thing');
  if (slow) await sleep(2500);
  message.respond(slow ? 'at last' : 'yes');
}

beforeAll(async () => {
  folder = await scratchFolder('nats');
  const { nats: passwords } = await keepSecrets(join(folder.path, 'secrets.json'));
  const { path: dataDir } = await chooseDataFolder();
  server = await startNats({ dir: folder.path, toolsDir: join(dataDir, 'tools'), passwords });
  for (const user of USERS) {
    const options = { servers: server.url, user, pass: passwords[user] ?? '', inboxPrefix: `_INBOX_${user}` };
    connections.set(user, await connect(options));
  }
  for (const service of SERVICES) {
    for (const subject of [`vigie.cmd.${service}.>`, `vigie.health.${service}`]) {
      as(service).subscribe(subject, { queue: service, callback: (_, message) => void answer(message) });
    }
    const manager = await jetstreamManager(as(service));
    await manager.streams.add({
      name: streamOf(service),
      subjects: [`vigie.evt.${service}.>`],
      storage: StorageType.Memory,
    });
    await as(service).flush();
  }
});

afterAll(async () => {
  await Promise.all([...connections.values()].map((connection) => connection.close()));
  await server.stop();
  await folder.remove();
});

describe('commands', () => {
  it.each(USERS.flatMap((user) => SERVICES.map((service) => [user, service] as const)))(
    '%s asks %s only when the table says so',
    async (user, service) => {
      const may = ASKS[user]?.includes(service) ?? false;
      const attempt = as(user).request(`vigie.cmd.${service}.thing.do`, '', { timeout: patienceFor(may) });
      expect(await allowed(attempt)).toBe(may);
    },
  );
});

describe('answers', () => {
  it('slow ones arrive, at the subject made for each', async () => {
    const pairs = USERS.flatMap((user) => (ASKS[user] ?? []).map((service) => ({ user, service })));
    const answered = await Promise.all(
      pairs.map(async ({ user, service }) => {
        const request = { timeout: patienceFor(true), noMux: true, reply: slowInboxOf(user) };
        const answer = await as(user).request(`vigie.cmd.${service}.slow.thing`, '', request).catch(String);
        return { user, service, answer: typeof answer === 'string' ? answer : answer.string() };
      }),
    );
    expect(answered).toEqual(pairs.map((pair) => ({ ...pair, answer: 'at last' })));
  });

  it('a service may not answer where it was not asked', async () => {
    const forged: string[] = [];
    as('gateway').subscribe('_INBOX_gateway.>', { callback: (_, message) => void forged.push(message.string()) });
    await as('gateway').flush();
    for (const service of SERVICES) {
      as(service).publish('_INBOX_gateway.guessed.subject', service);
      await as(service).flush();
    }
    await as('gateway').flush();
    expect(forged).toEqual([]);
  });
});

describe('events', () => {
  it.each(USERS.flatMap((user) => SERVICES.map((service) => [user, service] as const)))(
    '%s publishes as %s only when it is that service',
    async (user, service) => {
      const attempt = jetstream(as(user)).publish(`vigie.evt.${service}.happened`, '', {
        timeout: patienceFor(user === service),
        retries: 0,
      });
      expect(await allowed(attempt)).toBe(user === service);
    },
  );

  it.each(SERVICES.flatMap((user) => SERVICES.map((service) => [user, service] as const)))(
    '%s consumes what %s publishes, with a durable of its own name only',
    async (user, service) => {
      const manager = await jetstreamManager(as(user), { checkAPI: false, timeout: patienceFor(true) });
      const stream = streamOf(service);
      await manager.consumers.add(stream, { durable_name: user, ack_policy: AckPolicy.Explicit });
      const consumer = await jetstream(as(user)).consumers.get(stream, user);
      const message = await consumer.next({ expires: patienceFor(true) });
      expect(await message?.ackAck()).toBe(true);
      const another = user === 'alerting' ? 'gateway' : 'alerting';
      const thief = await jetstreamManager(as(user), { checkAPI: false, timeout: patienceFor(false) });
      const theft = thief.consumers.add(stream, { durable_name: another, ack_policy: AckPolicy.Explicit });
      expect(await allowed(theft)).toBe(false);
    },
  );

  it.each(SERVICES)('%s sees how far the consumers of its own stream are', async (service) => {
    const manager = await jetstreamManager(as(service), { checkAPI: false });
    const infos = await Promise.all(SERVICES.map((user) => manager.consumers.info(streamOf(service), user)));
    expect(infos.map(({ name }) => name)).toEqual(SERVICES);
  });

  it.each(SERVICES)("%s neither deletes its stream nor makes another's", async (service) => {
    const manager = await jetstreamManager(as(service), { checkAPI: false, timeout: patienceFor(false) });
    expect(await allowed(manager.streams.delete(streamOf(service)))).toBe(false);
    expect(await allowed(manager.streams.add({ name: 'EVT_OTHER', subjects: [`other.${service}`] }))).toBe(false);
  });
});

describe('the rest', () => {
  it('nobody but the gateways rings the bell', async () => {
    const heard: string[] = [];
    as('gateway').subscribe('vigie.bell.>', { callback: (_, message) => void heard.push(message.string()) });
    await as('gateway').flush();
    for (const user of USERS) {
      as(user).publish('vigie.bell.feed', user);
      await as(user).flush();
    }
    await as('gateway').flush();
    expect(heard).toEqual(['gateway']);
  });

  it("nobody hears another's answers, or everything", async () => {
    const heard: string[] = [];
    for (const subject of ['>', '_INBOX_gateway.>', 'vigie.cmd.incident.>']) {
      as('directory').subscribe(subject, {
        callback: (error, message) => {
          if (!error) heard.push(message.subject);
        },
      });
    }
    await as('directory').flush();
    await as('gateway').request('vigie.cmd.incident.thing.do', '', { timeout: patienceFor(true) });
    await as('directory').flush();
    expect(heard).toEqual([]);
  });

  it.each(SERVICES)('the gateway and the operator may ask whether %s lives', async (service) => {
    for (const user of ['gateway', 'cli']) {
      expect(await allowed(as(user).request(`vigie.health.${service}`, '', { timeout: patienceFor(true) }))).toBe(true);
    }
  });

  it('nobody gets in without a password', async () => {
    const options = { servers: server.url, maxReconnectAttempts: 0 };
    expect(await allowed(connect(options))).toBe(false);
    expect(await allowed(connect({ ...options, user: 'gateway', pass: 'guess' }))).toBe(false);
  });
});
