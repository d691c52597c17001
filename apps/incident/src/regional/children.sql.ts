import { type Kind, Refusal } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { HEAD, type IncidentHead } from '../incidents/incident.row.js';

/** A declaration that is, or is to be, under a regional incident. */
export interface Child extends IncidentHead {
  regionalId: string | null;
}

/** What a link changes of a child, and what its journal gets. */
export interface Relinked {
  child: Child;
  regionalId: string | null;
  entry: { id: string; type: 'linked' | 'unlinked'; details: Record<string, string>; text: string | null };
}

/**
 * Locks the children of a regional incident and those that are named, all in the order of their ids: whoever links takes the rows in
 * the same order, and nobody waits in a circle.
 */
export function lockChildren(tx: EntityManager, regionalId: string, incidentIds: readonly string[]): Promise<Child[]> {
  return rows<Child>(
    tx,
    `SELECT ${HEAD}, regional_id AS "regionalId" FROM incident
     WHERE id = ANY($1) OR regional_id = $2 ORDER BY id FOR UPDATE`,
    [incidentIds, regionalId],
  );
}

/**
 * Writes all of it at once. Every child's version and journal grow by one: the entry is the agency's alone, because a facility is told a
 * number of similar declarations, not that it was linked.
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
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::jsonb[], $6::text[])
         AS wanted (id, regional_id, entry_id, entry_type, details, said)
     ), stepped AS (
       UPDATE incident SET version = version + 1, changed_at = $7, regional_id = wanted.regional_id, similar_count = NULL,
         journal_seq = journal_seq + 1
       FROM wanted WHERE incident.id = wanted.id
       RETURNING incident.id, facility_id, journal_seq, entry_id, entry_type, details, said
     )
     INSERT INTO journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, details, text, at)
     SELECT entry_id, id, journal_seq, facility_id, entry_type, 'agency', $8::uuid, details, said, $7 FROM stepped`,
    [
      relinked.map(({ child }) => child.id),
      relinked.map(({ regionalId }) => regionalId),
      relinked.map(({ entry }) => entry.id),
      relinked.map(({ entry }) => entry.type),
      relinked.map(({ entry }) => JSON.stringify(entry.details)),
      relinked.map(({ entry }) => entry.text),
      at,
      actorId,
    ],
  );
  return relinked.map(({ child, regionalId }) => ({ ...child, regionalId, version: child.version + 1 }));
}

/**
 * Those that are to come, if all may.
 *
 * @throws Refusal('not-found') when one is missing, Refusal('already-linked') when one has a regional incident already,
 *   Refusal('invalid-request') when one is an exercise and the regional incident is not, or the other way round
 */
export function linkable(found: readonly Child[], incidentIds: readonly string[], kind: Kind): Child[] {
  const byId = new Map(found.map((child) => [child.id, child]));
  const wanted = incidentIds.map((id) => byId.get(id));
  const all = wanted.flatMap((child) => child ?? []);
  if (all.length < wanted.length) throw new Refusal('not-found');
  const places = all.flatMap((child, index) =>
    child.kind === kind ? [] : [{ path: `incidentIds.${index}`, code: 'kind-differs' }],
  );
  if (places.length > 0) throw new Refusal('invalid-request', { places });
  if (all.some(({ regionalId }) => regionalId !== null)) throw new Refusal('already-linked');
  return all;
}
