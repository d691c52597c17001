import { describe, expect, it } from '@jest/globals';
import type { RefusalBody } from '#libs/contracts';
import { Client, LiveFeed, ok } from '#libs/testing';
import { aDeclaration } from '../story/declare.js';
import { until } from '../story/world.js';
import { accountOf, admin, cast, platform } from './running.js';

const again = (client: Client): Promise<Client> => {
  const { email, password } = accountOf(client);
  return new Client(platform.baseUrl).signIn(email, password);
};
const cutOff = (live: LiveFeed) =>
  until(async () => (live.connected ? undefined : true), 'the end of the socket', 30_000);

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
  });
});
