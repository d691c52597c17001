import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/platform';
import { type Platform, startPlatform } from '#libs/testing';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { until } from './story/world.js';

const ROOT = join(import.meta.dirname, '../..');

let platform: Platform;
let admin: pg.Client;

beforeAll(async () => {
  // The doctor would find a database that does not wait for the disk.
  platform = await startPlatform({}, { durable: true });
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await platform.stop();
});

/** As an operator types it, with nothing in the environment but where the data is. */
const vigie = (...args: string[]) => vigieWith({}, ...args);

function vigieWith(
  variables: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'], VIGIE_DATA: platform.dataDir, ...variables };
    execFile(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js'), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

interface Report {
  name: string;
  state: string;
  found: string;
}

const doctor = async () => {
  const { code, stdout } = await vigie('doctor', '--json');
  const reports = JSON.parse(stdout) as Report[];
  return { code, wrong: reports.filter(({ state }) => state === 'wrong').map(({ found }) => found) };
};

describe('vigie', () => {
  it('says how it is used, and refuses what it does not know with code 2', async () => {
    expect(await vigie('help')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/vigie migrate[^]*vigie doctor/),
    });
    expect(await vigie('fly')).toMatchObject({ code: 2, stderr: expect.stringContaining('no command "fly"') });
    expect(await vigie('seed', '--fast')).toMatchObject({ code: 2, stderr: expect.stringContaining("'--fast'") });
    expect(await vigie('dead-letters', 'skip', newId(), 'gateway')).toMatchObject({ code: 2 });
    expect(await vigie('seed', '--region', '../..')).toMatchObject({ code: 1 });
  });

  it('migrates and seeds again without changing anything, also twice at the same time', async () => {
    const rows = async () => (await admin.query('SELECT * FROM directory.person ORDER BY id')).rows;
    const before = await rows();
    const [first, second] = await Promise.all([vigie('migrate'), vigie('migrate')]);
    for (const run of [first, second]) expect(run).toMatchObject({ code: 0, stdout: 'Nothing was missing.\n' });
    const seeded = await vigie('seed');
    expect(seeded).toMatchObject({ code: 0, stderr: '' });
    expect(seeded.stdout).not.toMatch(/[1-9]\d* \w+ added/);
    expect(await rows()).toEqual(before);
  });

  it('doctor finds a running platform well', async () => {
    await until(async () => ((await doctor()).code === 0 ? true : undefined), 'a platform that is well');
    expect(await doctor()).toEqual({ code: 0, wrong: [] });
  });

  it('doctor signs in at the mail relay, and says what to do when it is refused', async () => {
    const relay = new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _, done) =>
        username === 'vigie' && password === 'p@ss'
          ? done(null, { user: username })
          : done(Object.assign(new Error('who are you?'), { responseCode: 535 })),
    });
    const server = relay.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const asked = async (url: string) => {
      const { code, stdout } = await vigieWith({ VIGIE_SMTP_URL: url }, 'doctor', '--json');
      return [code, (JSON.parse(stdout) as Report[]).find(({ name }) => name === 'SMTP')];
    };
    const at = `127.0.0.1:${port}`;
    expect(await asked(`smtp://vigie:wrong@${at}`)).toEqual([
      1,
      {
        name: 'SMTP',
        state: 'wrong',
        found: expect.stringMatching(new RegExp(`^${at}: Invalid login: 535 who are you\\?$`)),
        advice: expect.stringContaining('check the user and the password in VIGIE_SMTP_URL'),
      },
    ]);
    expect(await asked(`smtp://vigie:p%40ss@${at}`)).toEqual([
      0,
      { name: 'SMTP', state: 'well', found: `${at} lets vigie in` },
    ]);
    await new Promise<void>((resolve) => relay.close(resolve));
    expect(await asked(`smtp://${at}`)).toMatchObject([
      1,
      { state: 'wrong', advice: expect.stringContaining('check the relay and VIGIE_SMTP_URL') },
    ]);
  });

  it('doctor names the service that is down', async () => {
    const alerting = platform.running.services.get('alerting');
    await alerting?.stop();
    expect(await doctor()).toEqual({ code: 1, wrong: ['alerting does not answer'] });
    await alerting?.restart();
    await until(async () => ((await doctor()).code === 0 ? true : undefined), 'alerting again');
  });
});

describe('a delivery that stays open for more than a minute', () => {
  it('is a figure, degrades the health of who sent it, and is BAD to the doctor', async () => {
    const eventId = newId();
    const port = platform.running.services.get('incident')?.ready.port;
    const health = async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/health`);
      return [answer.status, ((await answer.json()) as { status: string }).status];
    };
    expect(await health()).toEqual([200, 'up']);
    await admin.query(
      `INSERT INTO messaging.delivery (day, event_id, consumer, producer, aggregate_id, aggregate_version, opened_at, next_publish_at)
       VALUES ($1, $2, 'gateway', 'incident', $3, 1, now() - interval '2 minutes', now() + interval '1 day')`,
      [new Date().toISOString().slice(0, 10), eventId, newId()],
    );
    await until(async () => ((await health())[1] === 'up' ? undefined : true), 'the figure');
    expect(await health()).toEqual([200, 'degraded']);
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toMatch(/^vigie_delivery_oldest_seconds\{consumer="gateway",service="incident"\} 1[2-9]\d/m);
    const platformHealth = await fetch(`${platform.baseUrl}/api/health`);
    expect([platformHealth.status, await platformHealth.json()]).toMatchObject([
      200,
      { status: 'degraded', services: { incident: true } },
    ]);
    // Whoever asks the gateway's public port gets the console's page at most.
    expect(await (await fetch(`${platform.baseUrl}/metrics`)).text()).not.toContain('vigie_delivery');
    expect((await doctor()).wrong).toEqual([expect.stringMatching(/^1 open, the oldest for 1\d\d s$/)]);
    await admin.query('DELETE FROM messaging.delivery WHERE event_id = $1', [eventId]);
    await until(async () => ((await doctor()).code === 0 ? true : undefined), 'a platform that is well again');
  });
});

describe('vigie dead-letters', () => {
  const eventId = newId();
  const aggregateId = newId();

  /** A fact from a release that is newer than the gateway which runs. */
  beforeAll(async () => {
    const day = new Date().toISOString().slice(0, 10);
    await admin.query(
      `INSERT INTO messaging.event (day, id, producer, type, schema_version, aggregate_id, version, kind, occurred_at, recorded_at, actor_id, trace_id, payload)
       VALUES ($1, $2, 'incident', 'incident.declared', 99, $3, 1, 'real', now(), now(), $4, $5, '{}')`,
      [day, eventId, aggregateId, newId(), 'f'.repeat(32)],
    );
    await admin.query(
      `INSERT INTO messaging.delivery (day, event_id, consumer, producer, aggregate_id, aggregate_version, opened_at, next_publish_at)
       VALUES ($1, $2, 'gateway', 'incident', $3, 1, now(), now())`,
      [day, eventId, aggregateId],
    );
  });

  const state = async () =>
    (await admin.query<{ state: string }>('SELECT state FROM messaging.delivery WHERE event_id = $1', [eventId]))
      .rows[0]?.state;
  const parked = () => until(async () => ((await state()) === 'parked' ? 'parked' : undefined), 'the parked delivery');
  const audited = async () =>
    (
      await admin.query<{ action: string; origin: string }>(
        'SELECT action, origin FROM gateway.audit WHERE record_id = $1 ORDER BY at',
        [eventId],
      )
    ).rows;

  it('lists what could not be understood, and the doctor complains', async () => {
    expect(await parked()).toBe('parked');
    const { stdout } = await vigie('dead-letters', 'list', '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ eventId, consumer: 'gateway', type: 'incident.declared', version: 1 }]);
    expect((await vigie('dead-letters', 'list')).stdout).toContain(`${eventId} gateway`);
    expect((await doctor()).wrong).toEqual(['1 parked']);
  });

  it('replays it: the consumer gets it once more', async () => {
    expect(await vigie('dead-letters', 'replay', eventId, 'gateway')).toMatchObject({ code: 0 });
    expect(await parked()).toBe('parked');
    expect(await audited()).toMatchObject([{ action: 'dead-letter.replay', origin: expect.stringMatching(/^cli:/) }]);
  });

  it('skips it for good, with a reason, once', async () => {
    const skip = () => vigie('dead-letters', 'skip', eventId, 'gateway', '--reason', 'sent by a trial release');
    expect(await skip()).toMatchObject({ code: 0 });
    expect(await state()).toBe('closed');
    expect(await skip()).toMatchObject({ code: 1, stderr: expect.stringContaining('no parked delivery') });
    expect((await audited()).map(({ action }) => action)).toEqual(['dead-letter.replay', 'dead-letter.skip']);
    expect((await vigie('dead-letters', 'list')).stdout).toBe('There is none.\n');
  });
});
