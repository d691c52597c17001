import { parseArgs } from 'node:util';
import { services } from '#libs/contracts';
import { runMigrations } from '#libs/database';
import { loadConfig } from '#libs/platform';
import { print } from '../command.js';
import { operatorEnvironment } from '../environment.js';
import { readSecrets } from '../secrets.js';
import { adminVariables } from '../settings.js';
import { everythingMigrated } from './migrated.js';
import { reachServer } from './reach-server.js';

export async function migrate(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { wait: { type: 'boolean', default: false } } });
  const { adminDatabaseUrl, databaseName, secretsFile } = loadConfig(adminVariables, operatorEnvironment());
  const { database: passwords } = await readSecrets(secretsFile);
  await reachServer(adminDatabaseUrl, values);
  const ran = await runMigrations({
    adminUrl: adminDatabaseUrl,
    passwords,
    services,
    migrated: await everythingMigrated(),
    database: databaseName,
  });
  const names = Object.entries(ran).flatMap(([part, migrations]) => migrations.map((name) => `${part}: ${name}`));
  print(names.length > 0 ? names.join('\n') : 'Nothing was missing.');
  return 0;
}
