import type { ClockStanding, CommandBody, Kind } from '#libs/contracts';
import type { CommandContext } from '#libs/messaging';

type Query = CommandBody<'incident.clock.list'>;

/** By which clocks are sorted; one that has no due time comes last. */
export const SORT = `coalesce(due_at, '9998-12-31T00:00:00Z'::timestamptz)`;

/** What the board's standings are, of a clock's state and due time. `$1` is now. */
const standings: Readonly<Record<ClockStanding, string>> = {
  due: `state = 'open' AND ${SORT} > $1 AND due_at IS NOT NULL`,
  overdue: `state = 'open' AND ${SORT} <= $1`,
  waiting: `state = 'open' AND due_at IS NULL`,
  met: `state = 'met'`,
  'not-applicable': `state IN ('not-applicable', 'superseded')`,
};

/** How many clocks are of each standing, in one row. */
export const COUNTS = Object.entries(standings)
  .map(([standing, condition]) => `(count(*) FILTER (WHERE ${condition}))::int AS "${standing}"`)
  .join(', ');

/** A condition whose first parameter is now, and the values of all of them. */
export interface Filter {
  where: string;
  values: unknown[];
}

/** Which clocks are looked at, whatever their standing. Whose they are is not its business: the database sees to that. */
export function filterOf(query: Query, { scope }: CommandContext, now: Date): Filter {
  const values: unknown[] = [now];
  const parts = ['$1::timestamptz IS NOT NULL'];
  const add = (value: unknown, column: string): void => {
    if (value === undefined) return;
    values.push(value);
    parts.push(`${column} = $${values.length}`);
  };
  add(query.kind ?? usualKind(query, scope.kind === 'facility'), 'kind');
  add(query.territory, 'territory');
  add(query.facilityId, 'facility_id');
  add(query.regime, 'regime');
  add(query.incidentId, 'incident_id');
  return { where: parts.join(' AND '), values };
}

/** Narrows it to the standings that are asked for. */
export const standingOf = ({ state }: Query): string =>
  state === undefined || state.length === 0 ? 'true' : `(${state.map((one) => standings[one]).join(' OR ')})`;

/** The agency counts exercises apart; one incident, and a facility's own few, are what they are. */
const usualKind = ({ incidentId }: Query, forFacility: boolean): Kind | undefined =>
  forFacility || incidentId !== undefined ? undefined : 'real';
