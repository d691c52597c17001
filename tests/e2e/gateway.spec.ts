import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RefusalBody, UPLOAD_MAX_BYTES } from '#libs/contracts';
import { Client, LiveFeed, ok } from '#libs/testing';
import pg from 'pg';
import { io } from 'socket.io-client';
import { type Platform, startPlatform } from './platform.js';
import { aDeclaration } from './story/declare.js';
import { until } from './story/world.js';
import { type Cast, signInCast } from './tenancy/records.js';

let platform: Platform;
let cast: Cast;
let admin: pg.Client;

beforeAll(async () => {
  platform = await startPlatform();
  cast = await signInCast(platform.world);
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
}, 180_000);
afterAll(async () => {
  await admin?.end();
  await platform?.stop();
});

const accountOf = (client: Client) =>
  platform.accounts.find(({ email }) => email === client.session?.identity.email) ??
  (() => {
    throw new Error('no such account');
  })();
const again = (client: Client): Promise<Client> => {
  const { email, password } = accountOf(client);
  return new Client(platform.baseUrl).signIn(email, password);
};
const declare = async (client: Client, facilityId: string) =>
  ok(await client.post<{ incidentId: string }>('/api/declarations', aDeclaration(facilityId))).incidentId;
const cutOff = (live: LiveFeed) =>
  until(async () => (live.connected ? undefined : true), 'the end of the socket', 30_000);
const page = (path: string) => fetch(new URL(path, platform.baseUrl));

describe('the console’s pages', () => {
  it('allow nothing but our own files, and styles with this answer’s nonce', async () => {
    const [first, second] = [await page('/'), await page('/incidents/some/where')];
    const policy = first.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(await first.text()).toContain(`content="${nonce}"`);
    expect(second.status).toBe(200);
    expect(second.headers.get('content-security-policy')).not.toContain(nonce);
    expect(first.headers.get('cache-control')).toBe('no-cache');
  });

  it('keep files with a hashed name for good, and miss unknown ones', async () => {
    const html = await (await page('/')).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const answer = await page(script);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect((await page('/assets/gone.js')).status).toBe(404);
  });

  it('describe the API without a script and without another host', async () => {
    const docs = await page('/api/docs');
    expect(docs.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await docs.text()).not.toMatch(/<script|https?:\/\//);
    const document = (await (await page('/api/docs/openapi.json')).json()) as { openapi: string; paths: object };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/declarations');
  });
});

describe('a session', () => {
  it('is out of reach of scripts and other sites', async () => {
    const { email, password } = accountOf(cast.rightful.auditor);
    const answer = await cast.nobody.send('POST', '/api/session', { email, password }, { key: null });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('is not kept as it is: the table does not open it', async () => {
    const { rows } = await admin.query<{ text: string }>('SELECT session::text AS text FROM gateway.session');
    const [, secret = ''] = cast.rightful.analyst.cookie.split('=');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ text }) => text).join()).not.toContain(secret);
  });

  it('changes nothing without its token, nor from another site', async () => {
    const declarant = cast.rightful.declarant;
    const body = aDeclaration(cast.facilityA);
    const foreign: Record<string, string>[] = [
      { 'x-csrf-token': '' },
      { 'x-csrf-token': cast.foreign.declarant.csrfToken },
      { origin: 'https://elsewhere.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      const answer = await declarant.post<RefusalBody>('/api/declarations', body, { headers });
      expect([answer.status, answer.body.code]).toEqual([403, 'csrf-refused']);
    }
    expect((await declarant.post('/api/declarations', body)).status).toBe(200);
  });

  it('ends with its sockets', async () => {
    const client = await again(cast.rightful.analyst);
    const live = await new LiveFeed(client).connect();
    expect((await client.delete('/api/session')).status).toBe(204);
    await cutOff(live);
    expect((await client.get('/api/session')).status).toBe(401);
    await expect(new LiveFeed(client).connect()).rejects.toThrow('not-signed-in');
  });

  it('loses its sockets and its rights when a delegation ends', async () => {
    const client = await again(cast.rightful['inventory-officer']);
    const live = await new LiveFeed(client).connect();
    const { personId } = client.session?.identity ?? { personId: '' };
    await admin.query(`UPDATE directory.membership SET until = now() WHERE person_id = $1`, [personId]);
    await cutOff(live);
    expect((await client.get('/api/assets')).status).toBe(403);
    const session = ok(await client.get<{ identity: { facilities: unknown[] } }>('/api/session'));
    expect(session.identity.facilities).toEqual([]);
  }, 40_000);
});

describe('the feeds', () => {
  it('bring what was missed once and in order, then what happens', async () => {
    const { declarant, analyst } = cast.rightful;
    const facility = await new LiveFeed(declarant).connect();
    const agency = await new LiveFeed(analyst).connect();
    await declare(declarant, cast.facilityA);
    const recipient = `facility:${cast.facilityA}`;
    const first = await facility.waitFor((item) => item.recipient === recipient);
    agency.disconnect();
    facility.disconnect();
    const missed = [await declare(declarant, cast.facilityA), await declare(declarant, cast.facilityA)];
    const elsewhere = await declare(cast.foreign.declarant, cast.facilityB);
    await agency.connect();
    await facility.connect();
    const live = await declare(declarant, cast.facilityA);
    // Order is kept within an incident; of several, any may come first.
    for (const id of [...missed, live]) await facility.waitFor((item) => item.recordId === id);
    for (const id of [...missed, elsewhere, live]) await agency.waitFor((item) => item.recordId === id);
    expect(
      facility.items
        .map(({ recordId }) => recordId)
        .slice(1)
        .sort(),
    ).toEqual([...missed, live].sort());
    expect(facility.items.map(({ cursor }) => cursor)).toEqual(facility.items.map((_, index) => first.cursor + index));
    const cursors = agency.items.map(({ cursor }) => cursor);
    expect(cursors).toEqual(cursors.map((_, index) => (cursors[0] ?? 0) + index));
    expect(agency.items.map(({ recordId }) => recordId)).toEqual(expect.arrayContaining([...missed, elsewhere, live]));
    facility.disconnect();
    agency.disconnect();
  });

  it('are the same over HTTP', async () => {
    const recipient = `facility:${cast.facilityA}`;
    const all = ok(
      await cast.rightful.declarant.get<{ items: { cursor: number }[]; last: number }>('/api/feed', {
        recipient,
        after: 0,
      }),
    );
    expect(all.items.map(({ cursor }) => cursor)).toEqual(all.items.map((_, index) => index + 1));
    expect(all.last).toBe(all.items.length);
  });

  it('say nothing of incidents to who may not read them, and leave no hole', async () => {
    const live = await new LiveFeed(cast.rightful.administrator).connect();
    const incidentId = await declare(cast.rightful.declarant, cast.facilityA);
    const item = await live.waitFor(({ recordId }) => recordId === incidentId);
    expect(item).toMatchObject({ recipient: 'agency', reference: null, summary: {} });
    live.disconnect();
  });

  it('of others are neither sent nor spoken of', async () => {
    const client = cast.foreign.declarant;
    const live = new LiveFeed(client);
    Object.assign(live.cursors, { agency: 0, [`facility:${cast.facilityA}`]: 0 });
    await live.connect();
    await declare(cast.rightful.declarant, cast.facilityA);
    const mine = await declare(client, cast.facilityB);
    await live.waitFor(({ recordId }) => recordId === mine);
    expect(new Set(live.items.map(({ recipient }) => recipient))).toEqual(new Set([`facility:${cast.facilityB}`]));
    live.disconnect();
  });

  it('open no socket for another site', async () => {
    const { cookie } = cast.rightful.analyst;
    const socket = io(new URL('/live', platform.baseUrl).href, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { cookie, origin: 'https://elsewhere.example' },
    });
    await expect(
      new Promise((resolve, reject) => {
        socket.on('ready', resolve);
        socket.on('connect_error', reject);
      }),
    ).rejects.toThrow();
    socket.close();
  });
});

describe('a denial', () => {
  it('leaves a row, and a flood of them a few', async () => {
    const client = cast.rightful.auditor;
    const personId = client.session?.identity.personId;
    for (let attempt = 0; attempt < 25; attempt += 1) {
      expect((await client.get('/api/facilities/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    }
    const { rows } = await admin.query<{ details: object; origin: string; trace_id: string }>(
      `SELECT details, origin, trace_id FROM gateway.audit WHERE actor_id = $1 AND action = 'denial' AND record_type = 'facility'`,
      [personId],
    );
    expect(rows.length).toBeGreaterThanOrEqual(10);
    expect(rows.length).toBeLessThan(15);
    expect(rows[0]).toMatchObject({ details: { code: 'not-found' }, origin: expect.stringContaining('127.0.0.1') });
  });
});

it('a stranger leaves a denial under the nil id, and a flood of them a few', async () => {
  for (let attempt = 0; attempt < 25; attempt += 1) expect((await cast.nobody.get('/api/people')).status).toBe(401);
  await expect(new LiveFeed(cast.nobody).connect()).rejects.toThrow();
  const { rows } = await admin.query<{ record_type: string; count: number }>(
    `SELECT record_type, count(*)::int AS count FROM gateway.audit
     WHERE actor_id = '00000000-0000-0000-0000-000000000000' AND details->>'code' = 'not-signed-in' GROUP BY 1`,
  );
  const countOf = Object.fromEntries(rows.map(({ record_type, count }) => [record_type, count]));
  expect(countOf['people']).toBeGreaterThanOrEqual(10);
  expect(countOf['people']).toBeLessThan(15);
  expect(countOf['live']).toBeGreaterThanOrEqual(1);
});

it('signing in and out each leave an audit row', async () => {
  const account = platform.accounts[0]!;
  const client = await new Client(platform.baseUrl).signIn(account.email, account.password);
  expect((await client.delete('/api/session')).status).toBe(204);
  const { rows } = await admin.query<{ action: string }>(
    `SELECT action FROM gateway.audit WHERE actor_id = $1 AND record_type = 'person' ORDER BY at DESC LIMIT 2`,
    [client.session?.identity.personId],
  );
  expect(rows.map(({ action }) => action)).toEqual(['gateway.session.close', 'gateway.session.open']);
});

describe('an upload', () => {
  it('may be as large as the contract says, and no larger', async () => {
    const client = cast.rightful.analyst;
    const answer = await client.send<{ bytes: number }>('POST', '/api/uploads', new Uint8Array(UPLOAD_MAX_BYTES));
    expect([answer.status, answer.body.bytes]).toEqual([200, UPLOAD_MAX_BYTES]);
    const larger = await client.send<RefusalBody>('POST', '/api/uploads', new Uint8Array(UPLOAD_MAX_BYTES + 1));
    expect([larger.status, larger.body.code]).toEqual([413, 'too-large']);
  });

  it('is bytes and nothing else', async () => {
    const answer = await cast.rightful.analyst.send<RefusalBody>('POST', '/api/uploads', { a: 1 });
    expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media']);
  });
});

describe('while NATS is away', () => {
  it('the gateway says so at once, keeps the session, and works again by itself', async () => {
    const { nats } = platform.running;
    const { declarant } = cast.rightful;
    const body = aDeclaration(cast.facilityA);
    await nats?.stop();
    const began = performance.now();
    const answer = await declarant.post<RefusalBody>('/api/declarations', body);
    expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect((await declarant.get('/api/session')).status).toBe(200);
    await nats?.restart();
    await until(async () => {
      // Each service comes back by itself: the directory is asked as well, because signing in needs it.
      const answers = [await declarant.post('/api/declarations', body), await declarant.get('/api/territories')];
      return answers.every(({ status }) => status === 200) ? true : undefined;
    }, 'every service after NATS came back');
  }, 40_000);
});

// Last: it leaves this address waiting.
describe('who guesses passwords', () => {
  it('is told the same for every address, and then to wait', async () => {
    const { email } = accountOf(cast.rightful.auditor);
    const guess = (address: string) =>
      cast.nobody.send<RefusalBody>('POST', '/api/session', { email: address, password: 'wrong' }, { key: null });
    const [known, unknown] = [await guess(email), await guess('nobody@nowhere.example')];
    expect([known.status, known.body.code]).toEqual([401, 'sign-in-refused']);
    expect([unknown.status, unknown.body.message]).toEqual([401, known.body.message]);
    const answers = [];
    for (let attempt = 0; attempt < 14; attempt += 1) answers.push(await guess('nobody@nowhere.example'));
    const last = answers.at(-1);
    expect([last?.status, last?.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(last?.headers.get('retry-after'))).toBe(Number(last?.body.params?.['seconds']));
  });
});

describe('who declares without end', () => {
  it('is received thirty times a minute, then told when to come again, and another person is still received', async () => {
    const declare = (client: Client, facilityId: string) =>
      client.post<RefusalBody>('/api/declarations', aDeclaration(facilityId));
    const answers = [];
    for (let turn = 0; turn < 40; turn += 1) answers.push(await declare(cast.foreign.declarant, cast.facilityB));
    const received = answers.filter(({ status }) => status < 300);
    expect(received.length).toBeGreaterThanOrEqual(25);
    expect(received.length).toBeLessThan(40);
    const last = answers.at(-1);
    expect([last?.status, last?.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await declare(cast.foreign['facility-manager'], cast.facilityB)).status).toBeLessThan(300);
  });
});
