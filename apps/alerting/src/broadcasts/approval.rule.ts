import { Refusal } from '#libs/contracts';
import { maybeOne } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** A second person approves: nobody who wrote or submitted any version of it. @throws Refusal('author-cannot-approve') */
export async function refuseAuthor(tx: EntityManager, advisoryId: string, personId: string): Promise<void> {
  const step = await maybeOne(
    tx,
    `SELECT 1 FROM advisory_step WHERE advisory_id = $1 AND actor_id = $2 AND action IN ('save', 'submit') LIMIT 1`,
    [advisoryId, personId],
  );
  if (step) throw new Refusal('author-cannot-approve');
}
