import { execute, maybeOne, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { HEAD, type IncidentHead } from '../incidents/incident.row.js';
import type { Owned } from './told.js';

/** An incident under a regional one, and what its facility was told last. */
export interface Asker extends IncidentHead {
  similarCount: number | null;
}

/** Regional incidents that have not been looked at in this round. */
export const awaiting = (tx: EntityManager, round: number): Promise<{ id: string }[]> =>
  rows(
    tx,
    `SELECT id FROM regional_incident r WHERE told_round < $1
       AND (state = 'open' OR EXISTS (SELECT FROM similar_told t WHERE t.regional_id = r.id)) ORDER BY id`,
    [round],
  );

export const keepOwners = (tx: EntityManager, owned: readonly Owned[]): Promise<number> =>
  execute(
    tx,
    `INSERT INTO facility_owner (facility_id, owner) SELECT * FROM unnest($1::uuid[], $2::text[])
     ON CONFLICT (facility_id) DO UPDATE SET owner = EXCLUDED.owner WHERE facility_owner.owner <> EXCLUDED.owner`,
    [owned.map(({ facilityId }) => facilityId), owned.map(({ owner }) => owner)],
  );

/**
 * Takes a regional incident for this round: locked before its children, as by whoever links.
 *
 * @returns whether it was not looked at in this round yet
 */
export async function claimRound(tx: EntityManager, regionalId: string, round: number): Promise<boolean> {
  const claimed = await maybeOne(
    tx,
    'UPDATE regional_incident SET told_round = $2 WHERE id = $1 AND told_round < $2 RETURNING id',
    [regionalId, round],
  );
  return claimed !== undefined;
}

export const lockAskers = (tx: EntityManager, regionalId: string): Promise<Asker[]> =>
  rows(
    tx,
    `SELECT ${HEAD}, similar_count AS "similarCount" FROM incident WHERE regional_id = $1 ORDER BY id FOR UPDATE`,
    [regionalId],
  );

/** The facilities under it whose legal entity is known: of others nothing is told yet. */
export const ownedNow = (tx: EntityManager, regionalId: string): Promise<Owned[]> =>
  rows(
    tx,
    `SELECT DISTINCT facility_id AS "facilityId", o.owner FROM incident JOIN facility_owner o USING (facility_id)
     WHERE regional_id = $1 ORDER BY 1`,
    [regionalId],
  );

export const toldOf = (tx: EntityManager, regionalId: string): Promise<Owned[]> =>
  rows(tx, 'SELECT facility_id AS "facilityId", owner FROM similar_told WHERE regional_id = $1', [regionalId]);

export async function keepTold(tx: EntityManager, regionalId: string, told: readonly Owned[]): Promise<void> {
  await execute(tx, 'DELETE FROM similar_told WHERE regional_id = $1', [regionalId]);
  await execute(
    tx,
    'INSERT INTO similar_told (regional_id, facility_id, owner) SELECT $1, * FROM unnest($2::uuid[], $3::text[])',
    [regionalId, told.map(({ facilityId }) => facilityId), told.map(({ owner }) => owner)],
  );
}

/** Their versions grow by one. */
export const writeCounts = (tx: EntityManager, askers: readonly Asker[], at: string): Promise<number> =>
  execute(
    tx,
    `UPDATE incident SET version = version + 1, changed_at = $3, similar_count = told.similar_count
     FROM unnest($1::uuid[], $2::int[]) AS told (id, similar_count) WHERE incident.id = told.id`,
    [askers.map(({ id }) => id), askers.map(({ similarCount }) => similarCount), at],
  );
