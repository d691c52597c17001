import type { Identity } from '#libs/contracts';
import { useRead } from '../shared/api/queries.js';
import { agencyMay, facilitiesWhere } from '../shared/session/permissions.js';
import type { PlaceName } from './places.js';

/** What waits for this person, by place. */
export function useWaiting(identity: Identity): Partial<Record<PlaceName, number>> {
  const inbox = useRead(
    'inbox',
    { open: 'yes', limit: 1 },
    { enabled: facilitiesWhere(identity, 'inbox.read').length > 0 },
  );
  const untaken = useRead(
    'incidents',
    { state: ['declared'], limit: 1 },
    { enabled: agencyMay(identity, 'incident.triage') },
  );
  const toApprove = useRead(
    'advisories',
    { state: ['submitted'], limit: 1 },
    { enabled: agencyMay(identity, 'advisory.approve') },
  );
  return { todo: inbox.data?.total, incidents: untaken.data?.total, advisories: toApprove.data?.total };
}
