import { createHash } from 'node:crypto';
import type { AudienceMember } from '#libs/contracts';

/** Tells one list of facilities from another, whatever its order: SHA-256 of the sorted ids, in hexadecimal. */
export function audienceDigest(members: readonly Pick<AudienceMember, 'facilityId'>[]): string {
  const ids = members.map(({ facilityId }) => facilityId).sort();
  return createHash('sha256').update(ids.join('\n')).digest('hex');
}
