import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { MyIncidentsPage } from './MyIncidentsPage.js';
import { QueuePage } from './QueuePage.js';

/** One address, two views: the region's queue for the agency, their own for a facility. */
export function IncidentsPage() {
  return agencyMay(useIdentity(), 'incident.read') ? <QueuePage /> : <MyIncidentsPage />;
}
