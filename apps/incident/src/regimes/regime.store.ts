import type { RegimeVersion } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

type Instants = 'validFrom' | 'validTo' | 'savedAt';
type RegimeRow = Omit<RegimeVersion, Instants> & { validFrom: Date; validTo: Date | null; savedAt: Date };

/** Every version of every regime; few, and read whole. */
export async function readRegimes(tx: EntityManager): Promise<RegimeVersion[]> {
  const found = await rows<RegimeRow>(
    tx,
    `SELECT code, version, valid_from AS "validFrom", valid_to AS "validTo", saved_at AS "savedAt", definition
     FROM clock_regime ORDER BY code, version`,
  );
  return found.map(({ validFrom, validTo, savedAt, ...row }) => ({
    ...row,
    validFrom: validFrom.toISOString(),
    validTo: validTo?.toISOString() ?? null,
    savedAt: savedAt.toISOString(),
  }));
}
