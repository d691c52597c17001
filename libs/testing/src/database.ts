import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { services } from '#libs/contracts';
import { Database, type Migrated, OWNER_ROLE, createDataSource, loginRoleOf, runMigrations } from '#libs/database';
import pg from 'pg';
import { chooseDataFolder } from '../../../deploy/local/data.mjs';
import { startPostgres } from '../../../deploy/local/postgres.mjs';
import { scratchFolder } from './folder.js';

/** A database of its own on a real PostgreSQL, migrated. */
export interface TestDatabase {
  adminUrl: string;
  name: string;
  /** The address for any role of the server. */
  urlOf: (role: string) => string;
  /** Connected as the service, as the service itself connects. */
  connect: (service: string, poolSize?: number) => Promise<Database>;
  /** Runs statements as the superuser, for whom row-level security does not exist. */
  asAdmin: <T extends pg.QueryResultRow>(sql: string, params?: unknown[]) => Promise<T[]>;
  /** Stops the server as a crash would, and starts it again. */
  restart: () => Promise<void>;
  close: () => Promise<void>;
}

const passwords = Object.fromEntries(
  [OWNER_ROLE, ...services.map(loginRoleOf)].map((role) => [role, `for-tests-${role}`]),
);

/**
 * Starts a PostgreSQL of its own and migrates a fresh database.
 *
 * @param migrated in the order in which the migrations run
 * @param durable whether it waits for the disk, as a database in use does
 */
export async function startTestDatabase(
  migrated: readonly Migrated[],
  { durable = false }: { durable?: boolean } = {},
): Promise<TestDatabase> {
  const server = await testServer(durable ? {} : forgetful);
  const name = `vigie_test_${randomBytes(6).toString('hex')}`;
  const urlOf = (role: string): string => addressOf(server.adminUrl, name, role, passwords[role] ?? '');
  const opened: Database[] = [];
  await runMigrations({ adminUrl: server.adminUrl, passwords, services, migrated, database: name });
  const admin = new pg.Pool({ connectionString: addressOf(server.adminUrl, name), max: 1 });
  admin.on('error', () => undefined);
  return {
    adminUrl: server.adminUrl,
    name,
    urlOf,
    async connect(service, poolSize = 10) {
      const source = await createDataSource({ url: urlOf(loginRoleOf(service)), service, poolSize }).initialize();
      const database = new Database(source, service);
      opened.push(database);
      return database;
    },
    async asAdmin<T extends pg.QueryResultRow>(sql: string, params: unknown[] = []) {
      return (await admin.query<T>(sql, params)).rows;
    },
    restart: () => server.restart(),
    async close() {
      await Promise.all(opened.map(({ dataSource }) => dataSource.destroy()));
      await admin.end();
      await server.close();
    },
  };
}

interface TestServer {
  adminUrl: string;
  restart: () => Promise<void>;
  close: () => Promise<void>;
}

/** Of a database that nobody keeps: it does not wait for the disk. What was committed outlives the kill of a process, not that of the machine. */
export const forgetful = { fsync: 'off' };

async function testServer(settings: Record<string, string>): Promise<TestServer> {
  const folder = await scratchFolder('postgres');
  const { path } = await chooseDataFolder();
  const server = await startPostgres({ dataDir: folder.path, toolsDir: join(path, 'tools'), settings });
  return {
    adminUrl: server.adminUrl,
    restart: async () => {
      await server.kill();
      await server.restart();
    },
    async close() {
      await server.stop();
      await folder.remove();
    },
  };
}

function addressOf(adminUrl: string, database: string, role?: string, password?: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = role;
    url.password = password ?? '';
  }
  return url.href;
}
