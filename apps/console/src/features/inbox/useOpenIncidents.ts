import { IncidentState, type IncidentSummary } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { useHeldRows } from '../../shared/table/useHeldRows.js';

const open = IncidentState.options.filter((state) => state !== 'closed' && state !== 'resolved');
const keyOf = ({ id }: IncidentSummary) => id;

/** The facility's incidents that the agency is working on, held still: what a colleague declares meanwhile waits. */
export function useOpenIncidents() {
  const enabled = facilitiesWhere(useIdentity(), 'incident.read').length > 0;
  const list = useRead('incidents', { state: open, limit: 100 }, { enabled });
  // What one has just declared oneself is no news: a list kept from an earlier visit is read again first.
  const latest = list.isFetchedAfterMount || !list.isFetching ? list.data?.items : undefined;
  return useHeldRows({ scope: 'open-incidents', latest, keyOf, whole: !list.data?.next, still: true });
}
