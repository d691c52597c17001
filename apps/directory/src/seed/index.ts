import { type SeedContext, execute } from '#libs/database';
import { INSERTIONS, SET_PASSWORDS } from './statements.js';

/** Writes the region's territory, facilities, people and contact points. */
export function seed({ database, region, passwordHash, clock }: SeedContext): Promise<Record<string, number>> {
  return database.transaction({ kind: 'system' }, async (tx) => {
    const added: Record<string, number> = {};
    for (const { kind, sql, rows } of INSERTIONS) {
      added[kind] = await execute(tx, sql, [JSON.stringify(rows(region, clock))]);
    }
    await execute(tx, SET_PASSWORDS, [region.people.map(({ id }) => id), passwordHash, clock.now()]);
    return added;
  });
}
