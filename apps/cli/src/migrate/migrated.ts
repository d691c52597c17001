import { services } from '#libs/contracts';
import type { Migrated } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { migrationsOf } from '../built-modules.js';

/** Everything that has migrations, in their order: the shared schema first, because services' roles are granted things in it. */
export async function everythingMigrated(): Promise<Migrated[]> {
  const ofServices = await Promise.all(services.map(async (name) => ({ name, migrations: await migrationsOf(name) })));
  return [messagingMigrated, ...ofServices];
}
