import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { prepareCluster } from './cluster.js';
import { OWNER_ROLE, schemaOf } from './scope.js';
import { identifier } from './sql.js';

export type Migration = new () => MigrationInterface;

/** What has migrations: a service, or the shared `messaging`. */
export interface Migrated {
  name: string;
  migrations: readonly Migration[];
}

export interface MigrateOptions {
  /** A superuser's address; its database is only where we knock. */
  adminUrl: string;
  /** By login role: `database` of the secrets file. */
  passwords: Readonly<Record<string, string>>;
  /** Every service that gets roles, whether or not it has migrations yet. */
  services: readonly string[];
  /** In the order in which they run. */
  migrated: readonly Migrated[];
  /** `vigie` unless told. */
  database?: string;
}

/** "vigi" in ASCII. One lock for the whole server, because roles are the server's and not a database's. */
const MIGRATION_LOCK = 0x76696769;
const HISTORY = 'migrations';

/**
 * Brings roles, database and schemas to this version; does nothing where nothing is missing. A second run waits for the first.
 *
 * @returns the names of the migrations that ran, by what they belong to
 */
export async function runMigrations(options: MigrateOptions): Promise<Record<string, string[]>> {
  const { adminUrl, passwords, services, migrated, database = 'vigie' } = options;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await prepareCluster(admin, { database, services, passwords });
    const done: Record<string, string[]> = {};
    for (const part of migrated) {
      done[part.name] = await withHistory(adminUrl, database, part, async (source) => {
        await source.query(`CREATE SCHEMA IF NOT EXISTS ${identifier(HISTORY)}`);
        return (await source.runMigrations({ transaction: 'each' })).map(({ name }) => name);
      });
    }
    return done;
  } finally {
    // Closing the session releases the lock.
    await admin.end();
  }
}

/**
 * Names the migrations that have not run yet.
 *
 * @throws when the database does not exist
 */
export async function pendingMigrations(
  adminUrl: string,
  migrated: readonly Migrated[],
  database = 'vigie',
): Promise<Record<string, string[]>> {
  const pending: Record<string, string[]> = {};
  for (const part of migrated) {
    pending[part.name] = await withHistory(adminUrl, database, part, async (source) => {
      const known = await source.query<{ present: boolean }[]>('SELECT to_regclass($1) IS NOT NULL AS present', [
        `${HISTORY}.${identifier(part.name)}`,
      ]);
      const ran = known[0]?.present
        ? await source.query<{ name: string }[]>(`SELECT name FROM ${identifier(`${HISTORY}.${part.name}`)}`)
        : [];
      const names = new Set(ran.map(({ name }) => name));
      return source.migrations
        .map(({ name, constructor }) => name ?? constructor.name)
        .filter((name) => !names.has(name));
    });
  }
  return pending;
}

/** As the owner, with the history of this part in a table of its own. */
async function withHistory<T>(
  adminUrl: string,
  database: string,
  { name, migrations }: Migrated,
  work: (source: DataSource) => Promise<T>,
): Promise<T> {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const source = new DataSource({
    type: 'postgres',
    url: url.href,
    applicationName: 'migrate',
    schema: HISTORY,
    migrationsTableName: name,
    migrations: [...migrations],
    installExtensions: false,
    // What goes wrong is thrown; the console belongs to the caller.
    logger: 'debug',
    poolSize: 1,
    extra: { options: `-c role=${OWNER_ROLE} -c search_path=${schemaOf(name)} -c lock_timeout=20s` },
  });
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}
