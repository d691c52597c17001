import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { services } from '#libs/contracts';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CreateWard1700000000000 } from './fixtures/ward.migration.js';
import { type Migrated, pendingMigrations, runMigrations } from './migrate.js';
import { OWNER_ROLE, loginRoleOf } from './scope.js';

class AddNote1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Unqualified: a migration works in its service's schema.
    await runner.query('ALTER TABLE ward ADD COLUMN note text');
  }

  async down(): Promise<void> {}
}

class Breaks1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ward ADD COLUMN half text');
    await runner.query('SELECT 1 / 0');
  }

  async down(): Promise<void> {}
}

const first: Migrated = { name: 'incident', migrations: [CreateWard1700000000000] };
const second: Migrated = { name: 'incident', migrations: [CreateWard1700000000000, AddNote1700000001000] };

let server: TestDatabase;
beforeAll(async () => {
  server = await startTestDatabase([]);
});
afterAll(() => server.close());

const passwords = () =>
  Object.fromEntries(
    [OWNER_ROLE, ...services.map(loginRoleOf)].map((role) => [role, new URL(server.urlOf(role)).password]),
  );
const migrate = (database: string, ...migrated: Migrated[]) =>
  runMigrations({ adminUrl: server.adminUrl, passwords: passwords(), services, migrated, database });

async function columns(database: string): Promise<string[]> {
  const url = new URL(server.adminUrl);
  url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'ward' ORDER BY ordinal_position`,
  );
  await client.end();
  return rows.map(({ name }) => name);
}

describe('runMigrations', () => {
  it('makes everything on an empty server, once, when two begin at the same time', async () => {
    const runs = await Promise.all([migrate('vigie_twice', first), migrate('vigie_twice', first)]);
    expect(runs.map((run) => run['incident']?.length).sort()).toEqual([0, 1]);
    expect(await columns('vigie_twice')).toEqual(['id', 'facility_id', 'beds']);
  });

  it('runs what is missing, and can say beforehand what that is', async () => {
    await migrate('vigie_next', first);
    expect(await pendingMigrations(server.adminUrl, [first], 'vigie_next')).toEqual({ incident: [] });
    expect(await pendingMigrations(server.adminUrl, [second], 'vigie_next')).toEqual({
      incident: ['AddNote1700000001000'],
    });
    expect(await migrate('vigie_next', second)).toEqual({ incident: ['AddNote1700000001000'] });
    expect(await migrate('vigie_next', second)).toEqual({ incident: [] });
    expect(await columns('vigie_next')).toContain('note');
  });

  it('leaves nothing of a migration that breaks, and lets the next attempt go on', async () => {
    const broken: Migrated = { name: 'incident', migrations: [...second.migrations, Breaks1700000002000] };
    await expect(migrate('vigie_broken', broken)).rejects.toThrow(/division by zero/);
    expect(await columns('vigie_broken')).toEqual(['id', 'facility_id', 'beds', 'note']);
    expect(await migrate('vigie_broken', second)).toEqual({ incident: [] });
  });

  it('lets nobody in who has no business there', async () => {
    await migrate('vigie_closed', first);
    const admin = new pg.Client({ connectionString: server.adminUrl });
    await admin.connect();
    await admin.query(`CREATE ROLE stranger LOGIN PASSWORD 'x'`);
    await admin.end();
    const url = new URL(server.urlOf('stranger'));
    url.password = 'x';
    url.pathname = '/vigie_closed';
    const stranger = new pg.Client({ connectionString: url.href });
    await expect(stranger.connect()).rejects.toThrow(/permission denied for database/);
  });

  it('wants a password for every role', async () => {
    await expect(
      runMigrations({ adminUrl: server.adminUrl, passwords: {}, services, migrated: [], database: 'vigie_none' }),
    ).rejects.toThrow(/no password for the role vigie_owner/);
  });
});
