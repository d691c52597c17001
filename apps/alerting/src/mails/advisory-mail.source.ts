import type { Kind, Tlp } from '#libs/contracts';
import { one } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { readTexts } from '../advisories/advisory.store.js';
import type { AdvisoryMail } from './advisory-mail.template.js';
import type { Links } from './links.js';

/** What the template needs, but the place, which only the directory knows. */
export type AdvisoryFacts = Omit<AdvisoryMail, 'place'> & { territory: string };

/** Reads the version that was sent to the facility. */
export async function advisoryFacts(
  tx: EntityManager,
  { broadcastId, facilityId }: { broadcastId: string; facilityId: string },
  links: Links,
): Promise<AdvisoryFacts> {
  const sent = await one<{
    advisoryId: string;
    version: number;
    territory: string;
    kind: Kind;
    tlp: Tlp;
    reference: string;
    respondBy: Date | null;
  }>(
    tx,
    `SELECT r.advisory_id AS "advisoryId", r.advisory_version AS version, r.territory, r.kind, a.tlp, a.reference,
       a.respond_by AS "respondBy"
     FROM recipient r JOIN advisory a ON a.id = r.advisory_id WHERE r.broadcast_id = $1 AND r.facility_id = $2`,
    [broadcastId, facilityId],
  );
  const { advisoryId, version, ...facts } = sent;
  return {
    ...facts,
    texts: await readTexts(tx, advisoryId, version),
    recordUrl: links.advisory(facilityId, advisoryId),
    platformUrl: links.platform(),
  };
}
