import { type Kind, Refusal } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { HEAD, type IncidentHead } from '../incidents/incident.row.js';

/** A declaration that is, or is to be, under a regional incident. */
export interface Child extends IncidentHead {
  regionalId: string | null;
  similarCount: number | null;
}

/** What a link changes of a child. */
export interface Relinked {
  child: Child;
  regionalId: string | null;
  similarCount: number | null;
  /** The entry that the journal gets; null when only the number changes. */
  entry: { id: string; type: 'linked' | 'unlinked'; details: Record<string, string> } | null;
}

/**
 * Locks the children of a regional incident and those that are named, all in the order of their ids: whoever links takes the rows in
 * the same order, and nobody waits in a circle.
 */
export function lockChildren(tx: EntityManager, regionalId: string, incidentIds: readonly string[]): Promise<Child[]> {
  return rows<Child>(
    tx,
    `SELECT ${HEAD}, regional_id AS "regionalId", similar_count AS "similarCount" FROM incident
     WHERE id = ANY($1) OR regional_id = $2 ORDER BY id FOR UPDATE`,
    [incidentIds, regionalId],
  );
}

/**
 * Writes all of it at once. Every child's version grows by one, its journal where there is an entry: the entry is the agency's alone,
 * because a facility is told a number of similar declarations, not that it was linked.
 *
 * @returns the children as they are now
 */
export async function relink(
  tx: EntityManager,
  relinked: readonly Relinked[],
  actorId: string,
  at: string,
): Promise<Child[]> {
  if (relinked.length === 0) return [];
  await rows(
    tx,
    `WITH wanted AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::jsonb[])
         AS wanted (id, regional_id, similar_count, entry_id, entry_type, details)
     ), stepped AS (
       UPDATE incident SET version = version + 1, changed_at = $7, regional_id = wanted.regional_id,
         similar_count = wanted.similar_count, journal_seq = journal_seq + (wanted.entry_id IS NOT NULL)::int
       FROM wanted WHERE incident.id = wanted.id
       RETURNING incident.id, facility_id, journal_seq, entry_id, entry_type, details
     )
     INSERT INTO journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, details, at)
     SELECT entry_id, id, journal_seq, facility_id, entry_type, 'agency', $8::uuid, details, $7 FROM stepped
     WHERE entry_id IS NOT NULL`,
    [
      relinked.map(({ child }) => child.id),
      relinked.map(({ regionalId }) => regionalId),
      relinked.map(({ similarCount }) => similarCount),
      relinked.map(({ entry }) => entry?.id ?? null),
      relinked.map(({ entry }) => entry?.type ?? null),
      relinked.map(({ entry }) => (entry ? JSON.stringify(entry.details) : null)),
      at,
      actorId,
    ],
  );
  return relinked.map(({ child, regionalId, similarCount }) => ({
    ...child,
    regionalId,
    similarCount,
    version: child.version + 1,
  }));
}

/**
 * @throws Refusal('not-found') when one is missing, Refusal('already-linked') when one has a regional incident already,
 *   Refusal('invalid-request') when one is an exercise and the regional incident is not, or the other way round
 */
export function checkLinkable(found: readonly Child[], incidentIds: readonly string[], kind: Kind): void {
  const byId = new Map(found.map((child) => [child.id, child]));
  const wanted = incidentIds.map((id) => byId.get(id));
  if (wanted.includes(undefined)) throw new Refusal('not-found');
  const places = wanted.flatMap((child, index) =>
    child?.kind === kind ? [] : [{ path: `incidentIds.${index}`, code: 'kind-differs' }],
  );
  if (places.length > 0) throw new Refusal('invalid-request', { places });
  if (wanted.some((child) => child?.regionalId !== null)) throw new Refusal('already-linked');
}
