import { Refusal } from '#libs/contracts';
import { maybeOne } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { HEAD, type IncidentHead } from './incident.row.js';

/**
 * A change that belongs to an incident and not into its journal: the version alone grows, under the row's lock.
 *
 * @throws Refusal('not-found') when the incident is not in the transaction's scope
 */
export async function touch(tx: EntityManager, at: string, incidentId: string): Promise<IncidentHead> {
  const touched = await maybeOne<IncidentHead>(
    tx,
    `UPDATE incident SET version = version + 1, changed_at = $2 WHERE id = $1 RETURNING ${HEAD}`,
    [incidentId, at],
  );
  if (!touched) throw new Refusal('not-found');
  return touched;
}

/** Locks an incident that is worked on. @throws Refusal('not-found'), Refusal('state-conflict') for a closed one */
export async function lockOpen(tx: EntityManager, incidentId: string): Promise<void> {
  const found = await maybeOne<{ state: string }>(tx, 'SELECT state FROM incident WHERE id = $1 FOR UPDATE', [
    incidentId,
  ]);
  if (!found) throw new Refusal('not-found');
  if (found.state === 'closed') throw new Refusal('state-conflict', { state: found.state });
}
