import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { services } from '#libs/contracts';
import {
  OWNER_ROLE,
  createAuditTable,
  createIdempotencyTable,
  createServiceSchema,
  loginRoleOf,
  protectTenantTable,
} from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { AdminConfig } from '../settings.js';
import { runChecks } from './check.js';
import { runtimeChecks } from './runtime.checks.js';
import { serverChecks } from './server.checks.js';
import { tenancyChecks } from './tenancy.checks.js';
import { workChecks } from './work.checks.js';

class CreateWard1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createServiceSchema(runner, 'incident');
    await createAuditTable(runner, 'incident');
    await createIdempotencyTable(runner, 'incident');
    await runner.query('CREATE TABLE incident.ward (id uuid PRIMARY KEY, facility_id uuid NOT NULL)');
    await protectTenantTable(runner, 'incident.ward', { facility: 'select', agency: 'select' });
    await runner.query(`INSERT INTO incident.ward VALUES ('${newId()}', '${newId()}')`);
    await runner.query('CREATE TABLE incident.note (id uuid PRIMARY KEY, facility_id uuid NOT NULL, secret text)');
    await protectTenantTable(runner, 'incident.note', { agency: 'select' });
    await runner.query('GRANT SELECT (id, facility_id) ON incident.note TO vigie_incident_facility');
    await runner.query(`INSERT INTO incident.note VALUES ('${newId()}', '${newId()}', 'x')`);
  }

  async down(): Promise<void> {}
}

let server: TestDatabase;
let client: pg.Client;
let config: AdminConfig;
let folder: string;

beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations: [CreateWard1700000000000] }], {
    durable: true,
  });
  folder = await mkdtemp(join(tmpdir(), 'vigie-doctor-'));
  const roles = [OWNER_ROLE, ...services.map(loginRoleOf)];
  const secretsFile = join(folder, 'secrets.json');
  const database = Object.fromEntries(roles.map((role) => [role, new URL(server.urlOf(role)).password]));
  await writeFile(secretsFile, JSON.stringify({ database }));
  config = {
    adminDatabaseUrl: server.adminUrl,
    databaseName: server.name,
    secretsFile,
    dataFolder: folder,
    attachmentsDir: undefined,
    natsStore: undefined,
  };
  const url = new URL(server.adminUrl);
  url.pathname = `/${server.name}`;
  client = new pg.Client({ connectionString: url.href });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await server.close();
  await rm(folder, { recursive: true });
});

const examine = async () => {
  const checks = [...serverChecks(client), ...tenancyChecks(config, client), ...workChecks(config, client)];
  // Which migrations this build has is another matter: it is not built here.
  return runChecks(checks.filter(({ name }) => name !== 'migrations'));
};
const complaints = async () => (await examine()).filter(({ state }) => state !== 'well');

describe('the doctor', () => {
  it('finds nothing wrong with a fresh database', async () => {
    expect(await complaints()).toEqual([]);
    expect((await examine()).length).toBeGreaterThan(8);
  });

  it('looks at the disks of PostgreSQL and NATS too, where they are on this machine', async () => {
    const [{ data_directory: cluster = '' } = {}] = (await client.query('SHOW data_directory')).rows as {
      data_directory?: string;
    }[];
    const found = async (checks: Parameters<typeof runChecks>[0]) =>
      (await runChecks(checks.filter(({ name }) => name.endsWith('disk')))).map((report) => report.found);
    expect(await found(serverChecks(client))).toEqual([expect.stringContaining(`under ${cluster}`)]);
    const elsewhere = { host: '192.0.2.5', query: client.query.bind(client) } as unknown as pg.Client;
    expect(await found(serverChecks(elsewhere))).toEqual([expect.stringContaining('another machine')]);
    const store = await mkdtemp(join(tmpdir(), 'vigie-nats-'));
    expect(await found(runtimeChecks({ ...config, natsStore: store }))).toEqual([
      expect.stringContaining(`under ${folder}`),
      expect.stringContaining(`under ${store}`),
    ]);
    await rm(store, { recursive: true });
    expect(await found(runtimeChecks({ ...config, natsStore: store }))).toHaveLength(1);
  });

  it.each([
    [
      'a table whose protection was lifted',
      'ALTER TABLE incident.ward NO FORCE ROW LEVEL SECURITY',
      'ALTER TABLE incident.ward FORCE ROW LEVEL SECURITY',
      [/not forced on incident\.ward/],
    ],
    [
      'a table without protection',
      'CREATE TABLE incident.bed (facility_id uuid)',
      'DROP TABLE incident.bed',
      [/not forced on incident\.bed/],
    ],
    [
      'a policy that lets a facility see others',
      'CREATE POLICY leak ON incident.ward TO vigie_incident_facility USING (true)',
      'DROP POLICY leak ON incident.ward',
      [/sees rows of incident\.ward/],
    ],
    [
      'such a policy on a table of which a facility reads some columns only',
      'CREATE POLICY leak ON incident.note TO vigie_incident_facility USING (true)',
      'DROP POLICY leak ON incident.note',
      [/sees rows of incident\.note/],
    ],
    [
      'a login that passes row-level security by',
      'ALTER ROLE vigie_incident BYPASSRLS',
      'ALTER ROLE vigie_incident NOBYPASSRLS',
      [/vigie_incident passes row-level security by/],
    ],
    [
      'a login that inherits its scopes',
      'ALTER ROLE vigie_alerting INHERIT',
      'ALTER ROLE vigie_alerting NOINHERIT',
      [/vigie_alerting inherits/],
    ],
    [
      'a login that owns a table',
      'ALTER TABLE incident.ward OWNER TO vigie_incident',
      'ALTER TABLE incident.ward OWNER TO vigie_owner',
      [/owns incident\.ward/],
    ],
    [
      'a login that cannot sign in',
      'ALTER ROLE vigie_gateway NOLOGIN',
      'ALTER ROLE vigie_gateway LOGIN',
      [/vigie_gateway: .*not permitted to log in/],
    ],
    [
      'an audit that can be changed',
      'ALTER TABLE incident.audit DISABLE TRIGGER append_only',
      'ALTER TABLE incident.audit ENABLE ALWAYS TRIGGER append_only',
      [/can be changed in incident/],
    ],
    [
      'deliveries that nobody takes, and parked ones',
      `INSERT INTO messaging.delivery (day, event_id, consumer, producer, aggregate_id, aggregate_version, opened_at, next_publish_at, state)
       SELECT current_date, gen_random_uuid(), 'gateway', 'incident', gen_random_uuid(), 1, now() - interval '1 hour', now(), state
       FROM unnest(ARRAY['open', 'parked']) AS state`,
      'TRUNCATE messaging.delivery',
      [/1 open, the oldest for 36\d\d s/, /1 parked/],
    ],
    [
      'commits that do not wait for the disk',
      'SET synchronous_commit = off',
      'RESET synchronous_commit',
      [/synchronous_commit is off/],
    ],
  ])('finds %s, and says what to do', async (_, harm, mend, found) => {
    await client.query(harm);
    try {
      const reports = await complaints();
      expect(reports.map((report) => report.found)).toEqual(found.map((pattern) => expect.stringMatching(pattern)));
      expect(reports.every(({ advice }) => advice)).toBe(true);
    } finally {
      await client.query(mend);
    }
    expect(await complaints()).toEqual([]);
  });
});
