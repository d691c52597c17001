import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CommandRoute, commandContract, commandRoutes } from '#libs/contracts';
import { Client, ok } from '#libs/testing';
import pg from 'pg';
import { type Platform, startPlatform } from './platform.js';
import type { Records, TenancyCase } from './tenancy/case.js';
import { cases } from './tenancy/cases.js';
import { type Cast, clientOf, makeRecords, signInCast } from './tenancy/records.js';
import { newRecordId, until } from './story/world.js';

const SERVICES = ['directory', 'incident', 'asset_inventory', 'alerting'] as const;

let platform: Platform;
let cast: Cast;
let records: Records;
let admin: pg.Client;

beforeAll(async () => {
  platform = await startPlatform({ mailbox: true });
  cast = await signInCast(platform.world);
  records = await makeRecords(platform.world, cast);
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await platform.stop();
});

/** Clocks are worked out after a write, and files looked at: both leave rows of their own when they are. */
const AFTERWARDS: Readonly<Record<string, string>> = {
  'messaging.event': "WHERE type NOT LIKE 'clock.%' AND type <> 'attachment.scanned'",
  'incident.audit': "WHERE action NOT LIKE 'incident.clock.%' AND action <> 'incident.attachment.scan'",
};

/** Rows of each service that a write may leave, counted. */
async function written(): Promise<Record<string, number>> {
  const tables = [
    'messaging.event',
    ...SERVICES.flatMap((service) => [`${service}.audit`, `${service}.idempotency`]),
    'incident.journal_entry',
    'incident.incident',
  ];
  const counts = await Promise.all(
    tables.map(
      async (table) =>
        (await admin.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} ${AFTERWARDS[table] ?? ''}`)).rows[0]
          ?.n ?? 0,
    ),
  );
  return Object.fromEntries(tables.map((table, index) => [table, counts[index] ?? 0]));
}

const writes = Object.entries<CommandRoute>(commandRoutes).filter(([, route]) => commandContract(route.command).write);

/** The secret of a machine key and the token of a link are told once and kept nowhere: not even for a second answer. */
const withoutSecret = (text: string): string => text.replace(/"(secret|token)":"[^"]+"/, '"$1":null');

describe('every write', () => {
  it.each(writes)(
    '%s: the same key again gives the same answer, does nothing twice, and left its audit row',
    async (name, route) => {
      const tenancyCase = cases[name as keyof typeof cases] as TenancyCase;
      const client = clientOf(cast, tenancyCase.rightful);
      const { path = {}, body } = tenancyCase.request(records);
      const target = route.path.replace(/:(\w+)/g, (_, part: string) => path[part] ?? '');
      const key = newRecordId();
      const send = (content: unknown) =>
        client.send(route.method, target, route.method === 'DELETE' ? undefined : content, { key });

      const before = await written();
      const first = await send(body ?? {});
      expect([first.status, first.status < 300 ? '' : first.text]).toEqual([expect.any(Number), '']);
      const after = await written();
      const service = route.command.split('.')[0]?.replace('-', '_');
      expect(after[`${service}.audit`]).toBeGreaterThan(before[`${service}.audit`] ?? 0);

      const again = await send(body ?? {});
      expect([again.status, again.text]).toEqual([first.status, withoutSecret(first.text)]);
      expect(await written()).toEqual(after);
    },
  );

  it('another body under the same key is refused', async () => {
    const key = newRecordId();
    const path = `/api/incidents/${records.incidentId}/journal`;
    const write = (text: string) => cast.rightful.declarant.post(path, { id: newRecordId(), text }, { key });
    expect((await write('Un.')).status).toBeLessThan(300);
    const other = await write('Deux.');
    expect([other.status, (other.body as { code: string }).code]).toEqual([409, 'idempotency-key-reused']);
  });
});

describe('the audit', () => {
  it.each([...SERVICES, 'gateway'])(
    'of %s refuses UPDATE, DELETE and TRUNCATE, even to the superuser',
    async (service) => {
      for (const statement of [
        `UPDATE ${service}.audit SET action = 'x'`,
        `DELETE FROM ${service}.audit`,
        `TRUNCATE ${service}.audit`,
      ]) {
        await expect(admin.query(statement)).rejects.toThrow();
      }
    },
  );

  it('names who, what, which record, when, from where and the trace', async () => {
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const id = newRecordId();
    await cast.rightful.declarant.post(
      `/api/incidents/${records.incidentId}/journal`,
      { id, text: 'Trace.' },
      { headers: { traceparent: trace } },
    );
    const { rows } = await admin.query('SELECT * FROM incident.audit WHERE trace_id LIKE $1', [
      '%4bf92f3577b34da6a3ce929d0e0e4736%',
    ]);
    expect(rows).toHaveLength(1);
    const row = rows[0] as Record<string, unknown>;
    expect(row['actor_id']).toBe(cast.rightful.declarant.session?.identity.personId);
    expect(String(row['action'])).toContain('journal');
    expect(row['facility_id']).toBe(cast.facilityA);
    expect(String(row['origin'])).toContain('127.0.0.1');
    expect(JSON.stringify(row)).not.toContain('Trace.');
  });

  it('has a row for an author who approves the own advisory', async () => {
    const account = platform.accounts.find(({ roles }) => roles.includes('analyst') && roles.includes('approver'))!;
    const author = await new Client(platform.baseUrl).signIn(account.email, account.password);
    const id = newRecordId();
    ok(
      await author.put(`/api/advisories/${id}`, {
        tlp: 'GREEN',
        texts: { fr: { title: 'Titre', body: 'Texte' }, en: null },
        respondBy: null,
        csafId: null,
        regionalId: null,
        audience: { facilities: [cast.facilityA] },
      }),
    );
    ok(await author.post(`/api/advisories/${id}/submit`, {}));
    const refused = await author.post(`/api/advisories/${id}/approve`, { expectedCount: 1 });
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, 'author-cannot-approve']);
    const { rows } = await admin.query(
      "SELECT actor_id, record_type, details FROM gateway.audit WHERE action = 'denial' AND record_id = $1",
      [id],
    );
    const actor = author.session?.identity.personId;
    expect(rows).toEqual([
      { actor_id: actor, record_type: 'approveAdvisory', details: { code: 'author-cannot-approve' } },
    ]);
  });

  it('has a row for a denied access, and not a thousand for a thousand', async () => {
    const count = async () =>
      (await admin.query<{ n: number }>('SELECT count(*)::int AS n FROM gateway.audit')).rows[0]?.n ?? 0;
    const before = await count();
    for (let turn = 0; turn < 100; turn++) await cast.foreign.declarant.get(`/api/incidents/${records.incidentId}`);
    await until(async () => ((await count()) > before ? true : undefined), 'a row of the denial');
    expect((await count()) - before).toBeLessThan(60);
  });
});
