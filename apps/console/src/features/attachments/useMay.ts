import type { Permission } from '#libs/contracts';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';

/** Whether the reader may do this on the incidents of this facility. */
export function useMay(permission: Permission, facilityId: string): boolean {
  const identity = useIdentity();
  return agencyMay(identity, permission) || facilitiesWhere(identity, permission).some(({ id }) => id === facilityId);
}
