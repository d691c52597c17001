import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';

/** Whether the person may record what is said between the facility and authorities. */
export function useMayTell(facilityId: string): boolean {
  const identity = useIdentity();
  return (
    agencyMay(identity, 'authority.tell') ||
    facilitiesWhere(identity, 'authority.tell').some(({ id }) => id === facilityId)
  );
}
