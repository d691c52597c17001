import type { AudienceMember, EventPayload } from '#libs/contracts';
import type { AdvisoryRow, AdvisoryTexts } from '../advisories/advisory.store.js';

/** The fact that an advisory was sent. At RED its title stays where one has to sign in. */
export function broadcastPayload(
  { id, reference, tlp, respondBy }: AdvisoryRow,
  { fr, en }: AdvisoryTexts,
  members: readonly AudienceMember[],
): EventPayload<'advisory.broadcast'> {
  return {
    advisoryId: id,
    reference,
    tlp,
    title: tlp === 'RED' ? null : { fr: fr.title, en: en?.title ?? fr.title },
    respondBy: respondBy?.toISOString() ?? null,
    facilityIds: members.map(({ facilityId }) => facilityId),
  };
}
