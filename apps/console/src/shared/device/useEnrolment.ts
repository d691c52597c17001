import { useEffect } from 'react';
import { useOnline } from '../live/useOnline.js';
import { useSession } from '../session/session.js';

/** Has this device known to the directory while there is a network: without one it is too late. */
export function useEnrolment() {
  const online = useOnline();
  const { session, lost } = useSession();
  const personId = session?.identity.personId;
  // A session opened from the device's copy may not write yet.
  const ready = online && !lost && session?.csrfToken !== '';
  useEffect(() => {
    // Only over https, or on the machine itself, does a browser sign.
    if (!personId || !ready || !globalThis.isSecureContext) return;
    void import('./enrol.js').then(({ enrol }) => enrol(personId)).catch(() => undefined);
  }, [personId, ready]);
}
