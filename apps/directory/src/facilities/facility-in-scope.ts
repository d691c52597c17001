import { Refusal } from '#libs/contracts';
import { maybeOne } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** @throws Refusal('not-found') for a facility that does not exist, and just so for one out of scope */
export async function facilityInScope(tx: EntityManager, facilityId: string): Promise<void> {
  if (!(await maybeOne(tx, 'SELECT 1 FROM facility WHERE id = $1', [facilityId]))) throw new Refusal('not-found');
}
