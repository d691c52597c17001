import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hashPassword } from '#libs/auth';
import { services } from '#libs/contracts';
import { SystemClock, loadConfig } from '#libs/platform';
import { seedOf } from '../built-modules.js';
import { OperatorError, print } from '../command.js';
import { operatorEnvironment } from '../environment.js';
import { withServiceDatabase } from '../service-database.js';
import { adminVariables } from '../settings.js';
import { demoPassword, writeDemoAccounts } from './demo-accounts.js';
import { readRegion } from './region.reader.js';

export async function seedRegion(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { region: { type: 'string', default: 'martinique' } } });
  const config = loadConfig(adminVariables, operatorEnvironment());
  const region = await readRegion(regionFolder(values.region));
  const password = await demoPassword(config.dataFolder);
  const passwordHash = await hashPassword(password);
  const clock = new SystemClock();
  for (const service of services) {
    const seed = await seedOf(service);
    if (!seed) continue;
    const added = await withServiceDatabase(config, service, (database) =>
      seed({ database, region, passwordHash, clock }),
    );
    for (const [kind, count] of Object.entries(added)) print(`${service}: ${count} ${kind} added`);
  }
  const accounts = await writeDemoAccounts(config.dataFolder, region, password);
  print(
    `${new Set(accounts.map(({ email }) => email)).size} demo accounts are in ${config.dataFolder}/demo-accounts.json`,
  );
  return 0;
}

/** Up from apps/cli/src/seed, be it the source or what was built of it, to the folder that has `deploy`. */
function regionFolder(name: string): string {
  if (!/^[a-z][a-z-]*$/.test(name)) throw new OperatorError(`There is no region "${name}"`);
  for (const above of ['../../../../', '../../../../../']) {
    const folder = fileURLToPath(new URL(`${above}deploy/seed/${name}`, import.meta.url));
    if (existsSync(folder)) return folder;
  }
  throw new OperatorError(`There is no region "${name}" in deploy/seed`);
}
