import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { alone } from '../../../deploy/local/alone.mjs';
import { ROOT } from '../../../deploy/local/data.mjs';
import { adminEnvironment } from '../../../deploy/local/environment.mjs';
import { startPostgres } from '../../../deploy/local/postgres.mjs';
import { keepSecrets } from '../../../deploy/local/secrets.mjs';
import { buildAll, prepareDatabase } from '../../../deploy/local/setup.mjs';

const run = promisify(execFile);
const silent = () => undefined;

/** All that a first start writes before a service runs; ports, logs and streams are each start's own. */
const FILES = ['secrets.json', 'demo-accounts.json', 'prepared'];
const POSTGRES = ['cluster', 'password'];

/**
 * Puts a database that is migrated, with the demo region filled in, into an empty data folder, so that the stack finds it there as after
 * an earlier start. It is made by a real migration and a real seed, once for each build; each platform of the tests gets its own copy.
 *
 * @param dataDir the empty folder
 * @param shared the clone's own data folder, with the tools; keeps what is copied
 */
export async function putPreparedDatabase(dataDir: string, shared: string): Promise<void> {
  const from = await preparedFolder(shared);
  await mkdir(join(dataDir, 'postgres'), { mode: 0o711 });
  await Promise.all([
    ...FILES.map((name) => copyFile(join(from, name), join(dataDir, name))),
    // The cluster belongs to PostgreSQL's own user, which only `cp` keeps.
    run('cp', ['-a', ...POSTGRES.map((name) => join(from, 'postgres', name)), join(dataDir, 'postgres')]),
  ]);
}

async function preparedFolder(shared: string): Promise<string> {
  const build = await buildAll(ROOT, silent);
  const all = join(shared, 'test-databases');
  await mkdir(all, { recursive: true, mode: 0o711 });
  const folder = join(all, build);
  await alone(
    all,
    async () => {
      if (existsSync(folder)) return;
      for (const old of await readdir(all)) await rm(join(all, old), { recursive: true });
      const unfinished = join(all, 'unfinished');
      await prepare(unfinished, join(shared, 'tools'), build);
      await rename(unfinished, folder);
    },
    silent,
  );
  return folder;
}

async function prepare(dataDir: string, toolsDir: string, build: string): Promise<void> {
  await mkdir(dataDir, { mode: 0o711 });
  await chmod(dataDir, 0o711);
  const secretsFile = join(dataDir, 'secrets.json');
  const secrets = await keepSecrets(secretsFile);
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), toolsDir });
  try {
    const stack = { dataDir, secretsFile, secrets, adminDatabaseUrl: postgres.adminUrl, natsUrl: 'nats://127.0.0.1' };
    await prepareDatabase({ root: ROOT, dataDir, build, remembered: true, env: adminEnvironment(stack), log: silent });
  } finally {
    await postgres.stop();
  }
}
