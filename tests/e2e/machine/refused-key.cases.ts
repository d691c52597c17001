import { describe, expect, it } from '@jest/globals';
import { type CommandRoute, type OwnRoute, commandRoutes, ownRoutes } from '#libs/contracts';
import { Client, LiveFeed, ok } from '#libs/testing';
import { newRecordId, until } from '../story/world.js';
import { makeMachine } from '../tenancy/records.js';
import { codeOf, revoke, seen, send } from './requests.js';
import { admin, cast, manager, platform } from './running.js';

const denials = async (): Promise<{ actor_id: string; record_id: string | null; details: { code: string } }[]> =>
  (
    await admin.query<{ actor_id: string; record_id: string | null; details: { code: string } }>(
      "SELECT actor_id, record_id, details FROM gateway.audit WHERE action = 'denial' AND record_type = 'machineDeclare'",
    )
  ).rows;

describe('a key that is not good', () => {
  const refused = [401, 'machine-key-refused'] as const;

  it('missing, wrong, malformed: the same answer, and a denial is kept', async () => {
    const before = (await denials()).length;
    const wrong = ['', `vgk_${'a'.repeat(43)}`, 'x', 'x'.repeat(500)].map((secret) =>
      new Client(platform.baseUrl).useKey(secret),
    );
    for (const client of wrong) {
      const answer = await send(client, seen());
      expect(codeOf(answer)).toEqual(refused);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
    expect((await denials()).length).toBeGreaterThan(before);
  });

  it('a session in its place is no key', async () => {
    expect(codeOf(await send(cast.rightful.declarant, seen()))).toEqual(refused);
  });

  it('an expired one is refused, in the same words as an unknown one, and the audit knows which', async () => {
    const { keyId, client } = await makeMachine(manager);
    await admin.query(
      `UPDATE directory.machine_key SET created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' WHERE id = $1`,
      [keyId],
    );
    const answer = await send(client, seen());
    expect(codeOf(answer)).toEqual(refused);
    expect(answer.text).not.toContain(keyId);
    expect((await denials()).filter(({ record_id }) => record_id === keyId)).toHaveLength(1);
  });

  it('a revoked one stops within seconds', async () => {
    const { keyId, client } = await makeMachine(manager);
    ok(await send(client, seen()));
    await revoke(manager, keyId);
    const began = performance.now();
    await until(
      async () => ((await send(client, seen())).status === 401 ? true : undefined),
      'the end of the key',
      30_000,
    );
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('one of another scope may not declare, and is kept as a denial of that key', async () => {
    const { keyId, client } = await makeMachine(manager);
    await admin.query(`UPDATE directory.machine_key SET scopes = '{something-newer}' WHERE id = $1`, [keyId]);
    expect(codeOf(await send(client, seen()))).toEqual([403, 'forbidden']);
    expect((await denials()).filter(({ actor_id }) => actor_id === keyId)).toMatchObject([
      { details: { code: 'forbidden' } },
    ]);
  });

  it('opens nothing else: every other route answers 401', async () => {
    const { client } = await makeMachine(manager);
    const others = Object.entries<CommandRoute | OwnRoute>({ ...commandRoutes, ...ownRoutes }).filter(
      ([, route]) => !('machine' in route) && !('open' in route && route.open),
    );
    const answers = await Promise.all(
      others.map(async ([name, { method, path }]) => {
        const filled = path.replace(/:\w+/g, newRecordId());
        const body = method === 'GET' || method === 'DELETE' ? undefined : {};
        return [name, (await client.send(method, filled, body)).status];
      }),
    );
    expect(answers.filter(([, status]) => status !== 401)).toEqual([]);
    await expect(new LiveFeed(client).connect()).rejects.toThrow();
  });

  it('a key is held to its limit, and told when to come again', async () => {
    const { client } = await makeMachine(manager);
    const body = seen();
    const answers = await Promise.all(Array.from({ length: 40 }, () => send(client, body)));
    const late = answers.filter(({ status }) => status === 429);
    expect(late.length).toBeGreaterThanOrEqual(5);
    expect(Number(late[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    // Another key of the same facility has an allowance of its own.
    ok(await send((await makeMachine(manager)).client, seen()));
  });

  it('who tries wrong keys is held up, whoever has a right one at the same address is not', async () => {
    const { client } = await makeMachine(manager);
    const guess = new Client(platform.baseUrl).useKey(`vgk_${'b'.repeat(43)}`);
    const statuses: number[] = [];
    for (let turn = 0; turn < 12; turn++) statuses.push((await send(guess, seen())).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.at(-1)).toBe(429);
    ok(await send(client, seen()));
  });
});
