import type { Clock } from '#libs/platform';
import type { Database } from '../database.js';
import type { Region } from './region.js';

export interface SeedContext {
  /** Connected as the service whose seed this is. */
  database: Database;
  region: Region;
  /** Of the password that all demo accounts share (argon2id). */
  passwordHash: string;
  clock: Clock;
}

/**
 * What `apps/<service>/src/seed/index.ts` exports as `seed`: writes what of the region belongs to the service, in scope `system`.
 * A second run adds nothing and changes nothing but the demo accounts' password.
 *
 * @returns how many rows it added, by kind
 */
export type Seed = (context: SeedContext) => Promise<Record<string, number>>;
