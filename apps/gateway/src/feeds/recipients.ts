import { facilitiesFor, scopeFor } from '#libs/auth';
import type { Actor, Permission } from '#libs/contracts';

export const AGENCY = 'agency';
const FACILITY = 'facility:';

export const facilityRecipient = (facilityId: string): string => `${FACILITY}${facilityId}`;

/** The facility whose feed this is; undefined for the agency's. */
export const facilityOf = (recipient: string): string | undefined =>
  recipient.startsWith(FACILITY) ? recipient.slice(FACILITY.length) : undefined;

/** The feeds that a person reads. */
export function recipientsOf(actor: Actor): string[] {
  const facilities = facilitiesFor(actor, 'feed.read').map(facilityRecipient);
  return actsForAgency(actor, 'feed.read') ? [AGENCY, ...facilities] : facilities;
}

/** Whether the person holds the permission as one of the recipient's own people: a role elsewhere does not count. */
export function holdsAt(actor: Actor, permission: Permission, recipient: string): boolean {
  const facilityId = facilityOf(recipient);
  if (facilityId === undefined) return actsForAgency(actor, permission);
  return facilitiesFor(actor, permission).includes(facilityId);
}

const actsForAgency = (actor: Actor, permission: Permission): boolean => scopeFor(actor, permission)?.kind === 'agency';
