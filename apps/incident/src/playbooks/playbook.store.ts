import type { PlaybookVersion } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** Every version of every playbook; few, and read whole. */
export async function readPlaybooks(tx: EntityManager): Promise<PlaybookVersion[]> {
  const found = await rows<Omit<PlaybookVersion, 'savedAt'> & { savedAt: Date }>(
    tx,
    `SELECT code, version, definition, reason, saved_by AS "savedBy", saved_at AS "savedAt"
     FROM playbook_version ORDER BY code, version`,
  );
  return found.map(({ savedAt, ...row }) => ({ ...row, savedAt: savedAt.toISOString() }));
}
