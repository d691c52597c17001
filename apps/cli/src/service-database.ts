import { Database, createDataSource, loginRoleOf } from '#libs/database';
import { OperatorError } from './command.js';
import { readSecrets } from './secrets.js';
import type { AdminConfig } from './settings.js';

/** The address of the database for one role of the same server. */
export async function addressFor(config: AdminConfig, role: string): Promise<string> {
  const password = (await readSecrets(config.secretsFile)).database[role];
  if (password === undefined) throw new OperatorError(`${config.secretsFile} holds no password for the role ${role}`);
  const url = new URL(config.adminDatabaseUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${config.databaseName}`;
  return url.href;
}

/** Works in the database of a service, as the service itself does, and closes it again. */
export async function withServiceDatabase<T>(
  config: AdminConfig,
  service: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const url = await addressFor(config, loginRoleOf(service));
  const source = await createDataSource({ url, service, poolSize: 2 }).initialize();
  try {
    return await work(new Database(source, service));
  } finally {
    await source.destroy();
  }
}
