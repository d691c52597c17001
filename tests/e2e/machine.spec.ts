import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CommandResult,
  type CommandRoute,
  type Incident,
  type MachineKey,
  type OwnRoute,
  type Receipt,
  type RefusalBody,
  commandRoutes,
  ownRoutes,
} from '#libs/contracts';
import { type Answer, Client, LiveFeed, ok } from '#libs/testing';
import pg from 'pg';
import { type Platform, startPlatform } from './platform.js';
import { newRecordId, until } from './story/world.js';
import { type Cast, makeMachine, signInCast } from './tenancy/records.js';

const PATH = '/api/machine/declarations';
type Keys = CommandResult<'directory.machine-key.list'>;

let platform: Platform;
let cast: Cast;
let manager: Client;
let admin: pg.Client;

beforeAll(async () => {
  platform = await startPlatform();
  cast = await signInCast(platform.world);
  manager = cast.rightful['facility-manager'];
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
}, 180_000);
afterAll(async () => {
  await admin.end();
  await platform.stop();
});

const seen = (more: Record<string, unknown> = {}) => ({
  externalId: `edr-${randomUUID()}`,
  what: 'Chiffrement en cours sur SRV-PACS-02 : 1 200 fichiers renommés en une minute.',
  suspectedMalicious: 'yes',
  ...more,
});
/** As a tool does: no cookie, no origin, no idempotency key. */
const send = (client: Client, body: unknown) => client.post<Receipt>(PATH, body, { key: null });
const codeOf = (answer: Answer): [number, string] => [answer.status, (answer.body as RefusalBody | null)?.code ?? ''];
const keysPath = (facilityId = cast.facilityA) => `/api/facilities/${facilityId}/machine-keys`;
const revoke = async (client: Client, keyId: string) =>
  ok(await client.post<MachineKey>(`${keysPath()}/${keyId}/revoke`, {}));
const incidentsOf = async (externalWhat: string): Promise<number> => {
  const { rows } = await admin.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM incident.incident WHERE what = $1',
    [externalWhat],
  );
  return rows[0]?.n ?? -1;
};
const denials = async (): Promise<{ actor_id: string; record_id: string | null; details: { code: string } }[]> =>
  (
    await admin.query<{ actor_id: string; record_id: string | null; details: { code: string } }>(
      "SELECT actor_id, record_id, details FROM gateway.audit WHERE action = 'denial' AND record_type = 'machineDeclare'",
    )
  ).rows;

describe('a facility’s tool', () => {
  it('declares an SOS in the facility’s name; the analysts see it live, by which machine', async () => {
    const { keyId, client } = await makeMachine(manager);
    const live = await new LiveFeed(cast.rightful.analyst).connect();
    const receipt = ok(await send(client, seen({ supplier: 'MediLogiciel SAS', indicators: 'sha256:00ff' })));
    expect(receipt.reference).toMatch(/^972-\d{4}-\d{4,}$/);
    await live.waitFor(({ type, recordId }) => type === 'incident.declared' && recordId === receipt.incidentId);
    live.disconnect();
    for (const reader of [cast.rightful.analyst, cast.rightful.declarant]) {
      const incident = ok(await reader.get<Incident>(`/api/incidents/${receipt.incidentId}`));
      expect(incident).toMatchObject({
        facilityId: cast.facilityA,
        source: 'machine',
        stage: 'sos',
        machineName: 'EDR des serveurs',
        declaredBy: keyId,
        suspectedMalicious: 'yes',
        degradedMode: 'unknown',
        patientDanger: 'unknown',
        careServices: [],
        contact: { name: 'RSSI', phone: '+596 696 00 00 09' },
        report: { indicators: 'sha256:00ff' },
      });
      expect(Date.now() - Date.parse(incident.awareAt)).toBeLessThan(60_000);
    }
  });

  it('leaves audit rows of its own, without a word of what it wrote', async () => {
    const { keyId, client } = await makeMachine(manager);
    const { incidentId } = ok(await send(client, seen()));
    const { rows } = await admin.query<Record<string, unknown>>(
      `SELECT action, actor_id, facility_id, record_id, details FROM incident.audit WHERE actor_id = $1`,
      [keyId],
    );
    expect(rows).toEqual([
      {
        action: 'incident.declaration.submit-by-machine',
        actor_id: keyId,
        facility_id: cast.facilityA,
        record_id: incidentId,
        details: { source: 'machine' },
      },
    ]);
    const actions = await admin.query<{ action: string }>(
      'SELECT action FROM directory.audit WHERE record_id = $1 ORDER BY id',
      [keyId],
    );
    expect(actions.rows.map(({ action }) => action)).toEqual([
      'directory.machine-key.create',
      'directory.machine-key.use',
    ]);
  });

  it('completes nothing by itself: a person of the facility does, from its SOS', async () => {
    const { client } = await makeMachine(manager);
    const { incidentId } = ok(await send(client, seen()));
    const { items } = ok(
      await cast.rightful.declarant.get<CommandResult<'incident.declaration.versions'>>(
        `/api/incidents/${incidentId}/versions`,
      ),
    );
    expect(items).toMatchObject([{ number: 1, stage: 'sos', source: 'machine', authorSide: 'facility' }]);
  });

  it('the same id five times at once makes one declaration, with one receipt', async () => {
    const { client } = await makeMachine(manager);
    const body = seen({ what: `Cinq fois ${randomUUID()}` });
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(client, body)));
    const receipts = new Set(answers.map((answer) => JSON.stringify(ok(answer))));
    expect(receipts.size).toBe(1);
    expect(await incidentsOf(body.what)).toBe(1);
  });

  it('the same id is the same declaration when its idempotency key is forgotten and its contact has changed', async () => {
    const { client, contactId, keyId } = await makeMachine(manager);
    const body = seen({ what: `Un mois plus tard ${randomUUID()}` });
    const first = ok(await send(client, body));
    await admin.query('DELETE FROM incident.idempotency WHERE actor_id = $1', [keyId]);
    const other = { label: 'Astreinte', name: 'Autre RSSI', email: null, phone: '+596 696 00 00 08', outside: true };
    ok(await manager.put(`/api/facilities/${cast.facilityA}/contacts/${contactId}`, { ...other, locale: 'fr' }));
    await sleep(3_500);
    expect(ok(await send(client, body))).toEqual(first);
    expect(await incidentsOf(body.what)).toBe(1);
  });

  it('another body under the same id is a conflict, and changes nothing', async () => {
    const { client } = await makeMachine(manager);
    const body = seen({ what: `Conflit ${randomUUID()}` });
    const { incidentId } = ok(await send(client, body));
    const conflict = await send(client, { ...body, what: `${body.what} bis` });
    expect(codeOf(conflict)).toEqual([409, 'external-id-reused']);
    const incident = ok(await cast.rightful.declarant.get<Incident>(`/api/incidents/${incidentId}`));
    expect(incident.what).toBe(body.what);
  });

  it('the same id of two keys is two declarations', async () => {
    const [one, other] = [await makeMachine(manager), await makeMachine(manager)];
    const body = seen();
    const first = ok(await send(one.client, body));
    expect(ok(await send(other.client, body)).incidentId).not.toBe(first.incidentId);
  });

  it('declares an exercise as one', async () => {
    const { client } = await makeMachine(manager);
    expect(ok(await send(client, seen({ kind: 'exercise' }))).reference).toMatch(/^972-X-\d{4}-\d{4,}$/);
  });

  it('is told what is wrong: an hour in the future, an unknown field, no text', async () => {
    const { client } = await makeMachine(manager);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(codeOf(await send(client, seen({ awareAt: tomorrow })))).toEqual([422, 'aware-in-future']);
    const answer = await send(client, { externalId: 'x', facilityId: cast.facilityB });
    expect(codeOf(answer)).toEqual([400, 'invalid-request']);
    expect(((answer.body as unknown as RefusalBody).places ?? []).map(({ path }) => path).sort()).toEqual([
      'facilityId',
      'what',
    ]);
  });

  it.each(['before-commit', 'after-commit'])(
    'is done once although incident dies by kill -9 %s',
    async (point) => {
      const { client } = await makeMachine(manager);
      const body = seen({ what: `Arrêt brutal ${randomUUID()}` });
      const incident = platform.running.services.get('incident')!;
      await incident.restart({ VIGIE_FAULT_POINT: `${point}@1` });
      expect(codeOf(await send(client, body))).toEqual([503, 'unavailable']);
      await incident.restart();
      const receipt = await until(async () => {
        const answer = await send(client, body);
        return answer.status === 503 ? undefined : ok(answer);
      }, 'a receipt');
      expect(ok(await send(client, body))).toEqual(receipt);
      expect(await incidentsOf(body.what)).toBe(1);
    },
    60_000,
  );
});

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
      6_000,
    );
    expect(performance.now() - began).toBeLessThan(5_000);
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

describe('the keys of a facility', () => {
  it('are listed without their secret, with their prefix and the hour of their last use', async () => {
    const { keyId, secret, client } = await makeMachine(manager);
    ok(await send(client, seen()));
    const answer = await manager.get<Keys>(keysPath());
    const key = ok(answer).items.find(({ id }) => id === keyId);
    expect(key).toMatchObject({ name: 'EDR des serveurs', scopes: ['declare'], revokedAt: null });
    expect(secret.startsWith(key!.prefix)).toBe(true);
    expect(key!.lastUsedAt).toMatch(/:00:00\.000Z$/);
    expect(answer.text).not.toContain(secret);
    expect(answer.text).not.toMatch(/hash/i);
  });

  it('the secret is in no table: neither of keys, nor of answers, nor of the audit', async () => {
    const { secret } = await makeMachine(manager);
    for (const table of ['directory.machine_key', 'directory.idempotency', 'directory.audit']) {
      const { rows } = await admin.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} AS t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%'`,
        [secret.slice(12)],
      );
      expect([table, rows[0]?.n]).toEqual([table, 0]);
    }
  });

  it('the same request again gives the key without its secret, and makes no second one', async () => {
    const { contactId } = await makeMachine(manager);
    const body = { id: newRecordId(), name: 'SIEM', contactId, scopes: ['declare'], validDays: 365 };
    const key = newRecordId();
    type Created = CommandResult<'directory.machine-key.create'>;
    const first = ok(await manager.post<Created>(keysPath(), body, { key }));
    const again = ok(await manager.post<Created>(keysPath(), body, { key }));
    expect(first.secret).toMatch(/^vgk_/);
    expect(again).toEqual({ ...first, secret: null });
    const days = (Date.parse(first.expiresAt) - Date.parse(first.createdAt)) / 86_400_000;
    expect(days).toBe(365);
  });

  it('a key cannot live longer than a year, nor lead to a contact within the facility’s network', async () => {
    const contactId = newRecordId();
    const inside = { label: 'Accueil', name: 'Accueil', email: null, phone: '+596 596 00 00 01', outside: false };
    ok(await manager.put(`/api/facilities/${cast.facilityA}/contacts/${contactId}`, { ...inside, locale: 'fr' }));
    const body = { id: newRecordId(), name: 'SIEM', contactId, scopes: ['declare'], validDays: 30 };
    expect(codeOf(await manager.post(keysPath(), body))).toEqual([422, 'contact-not-outside']);
    expect(codeOf(await manager.post(keysPath(), { ...body, validDays: 366 }))).toEqual([400, 'invalid-request']);
    const ofNobody = { ...body, contactId: newRecordId() };
    expect(codeOf(await manager.post(keysPath(), ofNobody))).toEqual([404, 'not-found']);
  });

  it('an administrator manages them too; a declarant, an analyst and another facility’s manager do not', async () => {
    const { keyId } = await makeMachine(manager);
    const { administrator, auditor, declarant, analyst } = cast.rightful;
    expect(ok(await administrator.get<Keys>(keysPath())).items.map(({ id }) => id)).toContain(keyId);
    ok(await auditor.get<Keys>(keysPath()));
    for (const client of [declarant, analyst]) expect((await client.get(keysPath())).status).toBe(403);
    expect((await auditor.post(`${keysPath()}/${keyId}/revoke`, {})).status).toBe(403);
    expect((await cast.foreign['facility-manager'].post(`${keysPath()}/${keyId}/revoke`, {})).status).toBe(404);
    const theirs = `${keysPath(cast.facilityB)}/${keyId}/revoke`;
    expect((await cast.foreign['facility-manager'].post(theirs, {})).status).toBe(404);
    const { revokedAt } = await revoke(administrator, keyId);
    expect(revokedAt).not.toBeNull();
    expect((await revoke(manager, keyId)).revokedAt).toBe(revokedAt);
  });
});
