import { Refusal } from '#libs/contracts';
import { maybeOne } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** Milliseconds by which another clock may be ahead of ours. */
export const CLOCK_SKEW = 5 * 60_000;

/** Which field a refusal is about. */
export const placed = (path: string, code: string) => ({ places: [{ path, code }] });

/** @throws Refusal('not-found') for an incident that is not in scope */
export async function awareAtOf(tx: EntityManager, incidentId: string): Promise<Date> {
  const found = await maybeOne<{ awareAt: Date }>(tx, 'SELECT aware_at AS "awareAt" FROM incident WHERE id = $1', [
    incidentId,
  ]);
  if (!found) throw new Refusal('not-found');
  return found.awareAt;
}
