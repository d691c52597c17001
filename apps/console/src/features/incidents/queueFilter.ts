import { Id, IncidentState, Kind, Severity, TerritoryCode } from '#libs/contracts';
import type { RouteInput } from '../../shared/api/call.js';
import { oneOf, someOf } from '../../shared/table/useFilters.js';

export const queueFilters = [
  'q',
  'state',
  'severity',
  'territory',
  'facilityId',
  'linked',
  'kind',
  'mine',
  'order',
] as const;
export type QueueFilter = (typeof queueFilters)[number];

const open = IncidentState.options.filter((state) => state !== 'closed');

/** What is asked of the list; without a choice of state, everything that is not closed. Nonsense in the address is ignored. */
export function queueInput(values: Record<QueueFilter, string>): RouteInput<'incidents'> {
  const states = someOf(IncidentState.options, values.state);
  const severities = someOf(Severity.options, values.severity);
  return {
    state: values.state === 'all' ? undefined : states.length > 0 ? states : open,
    severity: severities.length > 0 ? severities : undefined,
    territory: TerritoryCode.safeParse(values.territory).data,
    facilityId: Id.safeParse(values.facilityId).data,
    linked: oneOf(['yes', 'no'] as const, values.linked),
    kind: oneOf(Kind.options, values.kind),
    mine: values.mine === 'yes' ? 'yes' : undefined,
    order: oneOf(['newest', 'gravest'] as const, values.order),
    q: values.q.slice(0, 100) || undefined,
    limit: 50,
  };
}
