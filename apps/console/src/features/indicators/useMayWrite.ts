import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';

/** Whether the reader records indicators on the incidents of this facility. */
export function useMayWrite(facilityId: string): boolean {
  const identity = useIdentity();
  return (
    agencyMay(identity, 'indicator.write') ||
    facilitiesWhere(identity, 'indicator.write').some(({ id }) => id === facilityId)
  );
}
