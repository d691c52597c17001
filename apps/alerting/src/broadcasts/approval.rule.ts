import { type AudienceMember, type CommandBody, Refusal } from '#libs/contracts';
import { maybeOne } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { AdvisoryRow } from '../advisories/advisory.store.js';
import { audienceDigest } from '../audiences/audience.digest.js';

/** A second person approves: nobody who wrote or submitted any version of it. @throws Refusal('author-cannot-approve') */
export async function refuseAuthor(tx: EntityManager, advisoryId: string, personId: string): Promise<void> {
  const step = await maybeOne(
    tx,
    `SELECT 1 FROM advisory_step WHERE advisory_id = $1 AND actor_id = $2 AND action IN ('save', 'submit') LIMIT 1`,
    [advisoryId, personId],
  );
  if (step) throw new Refusal('author-cannot-approve');
}

type Seen = Omit<CommandBody<'alerting.advisory.approve'>, 'advisoryId'>;

/**
 * Approved is what was seen, and nothing else: this text, for this list.
 *
 * @throws Refusal('advisory-changed'), Refusal('audience-changed')
 */
export function refuseUnseen(
  { expectedVersion, expectedCount, expectedDigest }: Seen,
  { version }: Pick<AdvisoryRow, 'version'>,
  members: readonly Pick<AudienceMember, 'facilityId'>[],
): void {
  if (expectedVersion !== undefined && expectedVersion !== version) throw new Refusal('advisory-changed', { version });
  const isSameList = expectedDigest === undefined || expectedDigest === audienceDigest(members);
  if (members.length !== expectedCount || !isSameList) throw new Refusal('audience-changed', { count: members.length });
}
