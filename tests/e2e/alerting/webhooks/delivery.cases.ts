import { describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { inTurn, isGenuine } from '../receiver.js';
import { until } from '../rig.js';
import {
  type Made,
  administrator,
  makeDue,
  makeEndpoint,
  manager,
  receiver,
  rig,
  rowsOf,
  second,
  settled,
  taken,
} from './running.js';

const told = ({ path }: Made) => receiver.at(path).map(({ message }) => message.id);
const log = async (endpoint: Made, index = 0) => {
  const { items } = await rig.as(manager, 'alerting.webhook.deliveries', { endpointId: endpoint.id, limit: 100 });
  const deliveryId = items[index]?.id ?? '';
  return rig.as(manager, 'alerting.webhook.delivery', { endpointId: endpoint.id, deliveryId });
};

describe('a tool that refuses', () => {
  it('is told again, by the schedule, with the same id, until it takes it; the log says each attempt', async () => {
    const endpoint = await makeEndpoint();
    receiver.answers.set(endpoint.path, inTurn(500, 503, 200));
    const event = await taken();
    for (const [status, from, to] of [
      [500, 0, 6],
      [503, 240, 331],
    ] as const) {
      await settled(endpoint, ([row]) => row?.status === status);
      const [row] = await rowsOf(endpoint);
      expect(row?.state).toBe('open');
      expect(row?.wait).toBeGreaterThan(from);
      expect(row?.wait).toBeLessThan(to);
      await makeDue(endpoint);
    }
    await settled(endpoint, ([row]) => row?.state === 'done');
    expect(told(endpoint)).toEqual([event, event, event]);
    const { tries, body, ...delivery } = await log(endpoint);
    expect(tries.map(({ number, status, failure, answer }) => [number, status, failure, answer])).toEqual([
      [3, 200, null, 'answer 3'],
      [2, 503, 'http-503', 'answer 2'],
      [1, 500, 'http-500', 'answer 1'],
    ]);
    expect(delivery).toMatchObject({
      messageId: event,
      state: 'done',
      attempts: 3,
      status: 200,
      failure: null,
      nextAt: null,
    });
    expect(body).toBe(receiver.at(endpoint.path)[0]?.body);
  });

  it('is believed when it asks for more time', async () => {
    const endpoint = await makeEndpoint();
    receiver.answers.set(endpoint.path, (_, response) => void response.writeHead(429, { 'retry-after': '7200' }).end());
    await taken();
    await settled(endpoint, ([row]) => row?.status === 429);
    const [row] = await rowsOf(endpoint);
    expect(row?.wait).toBeGreaterThan(7_100);
    expect(row?.wait).toBeLessThan(7_921);
  });

  it('ten times has missed the message, which can be sent again', async () => {
    const endpoint = await makeEndpoint();
    receiver.answers.set(endpoint.path, inTurn(500, 200));
    const event = await taken();
    await settled(endpoint, ([row]) => row?.attempts === 1 && row.failure !== null);
    await rig.database.asAdmin(`UPDATE alerting.webhook_delivery SET tries = 9 WHERE endpoint_id = '${endpoint.id}'`);
    receiver.answers.set(endpoint.path, inTurn(500));
    await makeDue(endpoint);
    await settled(endpoint, ([row]) => row?.state === 'failed');
    const [row] = await rowsOf(endpoint);
    receiver.answers.delete(endpoint.path);
    const again = { endpointId: endpoint.id, deliveryId: row?.id ?? '' };
    const key = newId();
    const answer = await rig.as(manager, 'alerting.webhook.replay', again, key);
    expect(answer).toMatchObject({ state: 'open', attempts: 2 });
    await settled(endpoint, ([now]) => now?.state === 'done');
    expect(await rig.as(manager, 'alerting.webhook.replay', again, key)).toEqual(answer);
    await taken();
    await settled(endpoint, (rows) => rows.length === 2 && rows.every(({ state }) => state === 'done'));
    expect(told(endpoint).filter((id) => id === event)).toHaveLength(3);
  });

  it('with a redirect is not followed, and with much to say is not listened to for long', async () => {
    const endpoint = await makeEndpoint();
    receiver.answers.set(endpoint.path, (_, response) => {
      response.writeHead(302, { location: receiver.url('/elsewhere') }).end(`\u0000<b>${'é'.repeat(100_000)}`);
    });
    await taken();
    await settled(endpoint, ([row]) => row?.failure === 'redirect');
    expect(receiver.at('/elsewhere')).toEqual([]);
    const { answer } = (await log(endpoint)).tries[0]!;
    expect(answer).toMatch(/^\u{FFFD}<b>éé/u);
    expect(answer).toHaveLength(1_024);
  });

  it('by changing to another protocol lets go of us, and is told again', async () => {
    const endpoint = await makeEndpoint();
    receiver.answers.set(
      endpoint.path,
      (_, { socket }) =>
        void socket?.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
    );
    const event = await taken();
    await settled(endpoint, ([row]) => row?.failure === 'http-101');
    receiver.answers.delete(endpoint.path);
    await makeDue(endpoint);
    await settled(endpoint, ([row]) => row?.state === 'done');
    expect(told(endpoint)).toEqual([event, event]);
  });
});

describe('a tool that takes the message', () => {
  it('and never ends its answer has taken it', async () => {
    const endpoint = await makeEndpoint();
    receiver.answers.set(endpoint.path, (_, response) => void response.writeHead(200).write('oui, mais'));
    await taken();
    await settled(endpoint, ([row]) => row?.state === 'done');
    expect((await log(endpoint)).tries).toMatchObject([{ status: 200, failure: null, answer: 'oui, mais' }]);
  });

  it('while somebody asks to send it again gets it again', async () => {
    const endpoint = await makeEndpoint();
    const again = inTurn(204);
    receiver.answers.set(endpoint.path, (arrived, response) => {
      const ask = async () => {
        const [row] = await rowsOf(endpoint);
        await rig.as(manager, 'alerting.webhook.replay', { endpointId: endpoint.id, deliveryId: row?.id ?? '' });
        receiver.answers.set(endpoint.path, again);
        again(arrived, response);
      };
      void ask();
    });
    const event = await taken();
    await settled(endpoint, ([row]) => row?.state === 'done' && row.attempts === 2);
    expect(told(endpoint)).toEqual([event, event]);
  });
});

describe('a tool that is slow', () => {
  it('is left after the time it has, and holds up nobody else, nor do a hundred messages for it', async () => {
    const slow = await makeEndpoint({ name: 'lent' });
    const quick = await makeEndpoint({ name: 'rapide' });
    receiver.answers.set(slow.path, () => undefined);
    const events: string[] = [];
    for (let n = 0; n < 20; n += 1) events.push(await taken());
    await until('the quick one has all', () => receiver.at(quick.path).length === 20);
    // The whole time for each: had the quick one waited behind them, it would not be done.
    expect((await rowsOf(slow)).filter(({ attempts }) => attempts === 0).length).toBeGreaterThan(0);
    expect(told(quick).toSorted()).toEqual(events.toSorted());
    await settled(slow, ([row]) => row?.failure === 'timeout');
    expect((await log(slow, 19)).tries[0]).toMatchObject({ status: null, failure: 'timeout', answer: null });
    await rig.as(manager, 'alerting.webhook.remove', { endpointId: slow.id });
  });
});

describe('a tool that is gone', () => {
  it('says 410: switched off at once, its managers are told by mail in their language, what was missed is replayed by number', async () => {
    const endpoint = await makeEndpoint({ name: 'Ancien SIEM' });
    receiver.answers.set(endpoint.path, inTurn(410));
    const first = await taken();
    await until('it is off', async () => {
      const { items } = await rig.as(manager, 'alerting.webhook.list', { facilityId: endpoint.facilityId ?? '' });
      return items.some(
        ({ id, state, disabledFor }) => id === endpoint.id && state === 'disabled' && disabledFor === 'gone',
      );
    });
    await until('two mails', () => rig.mailbox.about('Ancien SIEM').length >= 2);
    const mails = rig.mailbox.about('Ancien SIEM');
    expect(mails.map(({ to }) => to).sort()).toEqual([manager.email, second.email].sort());
    const french = mails.find(({ to }) => to === manager.email)?.mail;
    expect(french?.subject).toBe('L’abonnement « Ancien SIEM » a été désactivé');
    expect(french?.text).toContain('410');
    expect(mails.find(({ to }) => to === second.email)?.mail.subject).toBe(
      'The webhook “Ancien SIEM” was switched off',
    );
    expect(french?.text).not.toContain(endpoint.path);

    // What happens meanwhile is not sent, and kept.
    const missed = await taken();
    await settled(endpoint, (rows) => rows.length === 2 && rows.every(({ state }) => state === 'failed'));
    receiver.answers.delete(endpoint.path);
    const endpointId = endpoint.id;
    await expect(rig.as(manager, 'alerting.webhook.ping', { endpointId })).rejects.toThrow('state-conflict');
    const resumed = await rig.as(manager, 'alerting.webhook.resume', { endpointId });
    expect(resumed).toMatchObject({ state: 'active', disabledFor: null, failingSince: null });
    const since = '2026-01-01T00:00:00.000Z';
    const key = newId();
    expect(await rig.as(manager, 'alerting.webhook.replay-failed', { endpointId, since }, key)).toEqual({ count: 2 });
    expect(await rig.as(manager, 'alerting.webhook.replay-failed', { endpointId, since }, key)).toEqual({ count: 2 });
    await settled(endpoint, (rows) => rows.every(({ state }) => state === 'done'));
    expect(await rig.as(manager, 'alerting.webhook.replay-failed', { endpointId, since })).toEqual({ count: 0 });
    expect(told(endpoint)).toEqual([first, first, missed]);
  });

  it('for five days is switched off; the facts are said once, with an audit row and an event for the console', async () => {
    const endpoint = await makeEndpoint({ facilityId: null, name: 'SIEM de l’agence' }, administrator);
    receiver.answers.set(endpoint.path, inTurn(500));
    await taken();
    await settled(endpoint, ([row]) => row?.failure === 'http-500');
    await rig.database.asAdmin(
      `UPDATE alerting.webhook_endpoint SET failing_since = clock_timestamp() - interval '5 days 1 minute' WHERE id = '${endpoint.id}'`,
    );
    await makeDue(endpoint);
    await until('the mail', () => rig.mailbox.about('SIEM de l’agence').length >= 1);
    expect(rig.mailbox.about('SIEM de l’agence').map(({ to }) => to)).toEqual([administrator.email]);
    const events = await rig.database.asAdmin<{ payload: object }>(
      `SELECT payload FROM messaging.event WHERE type = 'webhook.disabled' AND aggregate_id = '${endpoint.id}'`,
    );
    expect(events.map(({ payload }) => payload)).toEqual([
      { endpointId: endpoint.id, facilityId: null, why: 'failing' },
    ]);
    const audited = await rig.database.asAdmin(
      `SELECT 1 FROM alerting.audit WHERE action = 'alerting.webhook.disable' AND record_id = '${endpoint.id}'`,
    );
    expect(audited).toHaveLength(1);
  });
});

describe('a pause', () => {
  it('keeps what happens until it ends, and then sends it in order', async () => {
    const endpoint = await makeEndpoint();
    const endpointId = endpoint.id;
    expect((await rig.as(manager, 'alerting.webhook.pause', { endpointId })).state).toBe('paused');
    const events = [await taken(), await taken(), await taken()];
    await settled(endpoint, (rows) => rows.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(told(endpoint)).toEqual([]);
    await rig.as(manager, 'alerting.webhook.resume', { endpointId });
    await settled(endpoint, (rows) => rows.every(({ state }) => state === 'done'));
    expect(told(endpoint)).toEqual(events);
  });
});

describe('a secret', () => {
  it('that is changed counts beside the new one for as long as asked, and then no more', async () => {
    const endpoint = await makeEndpoint();
    const endpointId = endpoint.id;
    const rotated = await rig.as(manager, 'alerting.webhook.rotate', { endpointId, overlapHours: 24 });
    const newer = rotated.secret ?? '';
    expect(Date.parse(rotated.oldSecretUntil ?? '') - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    await taken();
    await until('the first', () => receiver.at(endpoint.path).length === 1);
    const [both] = receiver.at(endpoint.path);
    expect([isGenuine(both!, endpoint.secret), isGenuine(both!, newer)]).toEqual([true, true]);

    const last = (await rig.as(manager, 'alerting.webhook.rotate', { endpointId, overlapHours: 0 })).secret ?? '';
    await taken();
    await until('the second', () => receiver.at(endpoint.path).length === 2);
    const [, alone] = receiver.at(endpoint.path);
    const genuine = [endpoint.secret, newer, last].map((secret) => isGenuine(alone!, secret));
    expect(genuine).toEqual([false, false, true]);
  });

  it('is in no table, and in no answer but the first', async () => {
    const key = newId();
    const body = {
      id: newId(),
      facilityId: null,
      name: 'SIEM',
      url: receiver.url('/none'),
      topics: ['clock.due' as const],
      tlpCeiling: 'CLEAR' as const,
    };
    const { secret, ...made } = await rig.as(administrator, 'alerting.webhook.create', body, key);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await rig.as(administrator, 'alerting.webhook.create', body, key)).toEqual({ ...made, secret: null });
    for (const table of ['webhook_secret', 'webhook_endpoint', 'idempotency', 'audit']) {
      const found = await rig.database.asAdmin(
        `SELECT 1 FROM alerting.${table} AS t WHERE to_jsonb(t)::text LIKE '%${secret?.slice(8, 30)}%'`,
      );
      expect([table, found.length]).toEqual([table, 0]);
    }
  });
});
