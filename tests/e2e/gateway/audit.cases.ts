import { describe, expect, it } from '@jest/globals';
import { Client, LiveFeed } from '#libs/testing';
import { admin, cast, platform } from './running.js';

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
