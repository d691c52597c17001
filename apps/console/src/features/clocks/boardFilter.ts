import { ClockStanding, Id, Kind, TerritoryCode } from '#libs/contracts';
import type { RouteInput } from '../../shared/api/call.js';
import { oneOf, someOf } from '../../shared/table/useFilters.js';

export const boardFilters = ['standing', 'regime', 'territory', 'facilityId', 'kind'] as const;
export type BoardFilter = (typeof boardFilters)[number];

const open: readonly ClockStanding[] = ['overdue', 'due'];

/** What is asked of the list; without a choice, what is due and overdue. Nonsense in the address is ignored. */
export function boardInput(values: Record<BoardFilter, string>): RouteInput<'clocks'> {
  const standings = someOf(ClockStanding.options, values.standing);
  return {
    state: values.standing === 'all' ? undefined : standings.length > 0 ? standings : [...open],
    regime: /^[a-z][a-z0-9-]{1,39}$/.test(values.regime) ? values.regime : undefined,
    territory: TerritoryCode.safeParse(values.territory).data,
    facilityId: Id.safeParse(values.facilityId).data,
    kind: oneOf(Kind.options, values.kind),
    limit: 50,
  };
}
