import { mkdir, readFile, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceName } from '#libs/contracts';
import { type ParsedMail, simpleParser } from 'mailparser';
import { ROOT, chooseDataFolder } from '../../../deploy/local/data.mjs';
import { freePort } from '../../../deploy/local/ports.mjs';
import { type RunningStack, readWishes, startStack, stopStack } from '../../../deploy/local/stack.mjs';
import { forgetful } from './database.js';
import { scratchFolder } from './folder.js';
import { putPreparedDatabase } from './prepared.js';

/** A demo account as the seed wrote it, once per facility; `facility` is missing for people of the agency. */
export interface Account {
  email: string;
  password: string;
  roles: string[];
  facility?: string;
}

/** The whole platform on real servers, with data of its own, gone after `stop`. */
export interface Platform {
  baseUrl: string;
  /** A superuser's address of the platform's database, for a test that looks behind the scenes. */
  adminUrl: string;
  dataDir: string;
  accounts: readonly Account[];
  running: RunningStack;
  /** Every mail received, in the order of arrival. */
  mails: () => Promise<ParsedMail[]>;
  /** SIGKILL; the supervisor brings it back. Resolves when it is ready again. */
  kill: (service: ServiceName) => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Starts PostgreSQL, NATS, a receiving mail server and every service, on free ports and in a folder of their own, exactly
 * as `npm start` does for the second time: the migrated database is a copy. Needs the build; makes it when it is stale.
 *
 * @param environment variables as a user of `npm start` may set them
 * @param durable whether the database waits for the disk, as it does in use
 */
export async function startPlatform(
  environment: Record<string, string> = {},
  { durable = false }: { durable?: boolean } = {},
): Promise<Platform> {
  const folder = await scratchFolder('platform');
  const shared = await chooseDataFolder();
  await mkdir(join(shared.path, 'tools'), { recursive: true });
  await symlink(join(shared.path, 'tools'), join(folder.path, 'tools'));
  const running: RunningStack = {
    stack: {} as RunningStack['stack'],
    services: new Map(),
    postgres: undefined,
    nats: undefined,
    mail: undefined,
  };
  const stop = async () => {
    await stopStack(running);
    await folder.remove();
  };
  try {
    if (environment['VIGIE_POSTGRES_URL'] === undefined) await putPreparedDatabase(folder.path, shared.path);
    await startStack({
      root: ROOT,
      dataDir: folder.path,
      // A port that nobody prefers: several test runs may start at the same time.
      wishes: readWishes({
        VIGIE_LOG_LEVEL: 'warn',
        VIGIE_SIMILAR_SECONDS: '1',
        VIGIE_PORT: String(await freePort()),
        ...environment,
      }),
      postgresSettings: durable ? {} : forgetful,
      running,
      log: () => undefined,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const { httpPort, adminDatabaseUrl, databaseName = 'vigie' } = running.stack;
  const admin = new URL(adminDatabaseUrl);
  admin.pathname = `/${databaseName}`;
  return {
    baseUrl: `http://127.0.0.1:${httpPort}`,
    adminUrl: admin.href,
    dataDir: folder.path,
    accounts: await demoAccounts(folder.path),
    running,
    mails: () => receivedMails(join(folder.path, 'mail')),
    async kill(service) {
      const process = running.services.get(service);
      await process?.kill();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await process?.whenReady();
    },
    stop,
  };
}

async function demoAccounts(folder: string): Promise<Account[]> {
  const text = await readFile(join(folder, 'demo-accounts.json'), 'utf8');
  return (JSON.parse(text) as (Omit<Account, 'facility'> & { facility: string | null })[]).map(
    ({ email, password, roles, facility }) => ({
      email,
      password,
      roles,
      ...(facility !== null && { facility }),
    }),
  );
}

async function receivedMails(folder: string): Promise<ParsedMail[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))));
}
