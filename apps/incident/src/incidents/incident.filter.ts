import { type CommandBody, type Kind, Refusal } from '#libs/contracts';
import type { CommandContext } from '#libs/messaging';
import { supplierKey } from './supplier-key.js';

type Query = CommandBody<'incident.incident.list'>;

/** A condition, and the values of its parameters. */
export interface Filter {
  where: string;
  values: unknown[];
  /** Asks for more than a kind: it may leave few. */
  isNarrow: boolean;
}

/** The names of the parameters that come next. */
export const placesAfter = ({ values }: Filter): [string, string] => [`$${values.length + 1}`, `$${values.length + 2}`];

/** The filter and a condition more, which is given the name of its parameter. */
export const narrowed = (filter: Filter, condition: (place: string) => string, value: unknown): Filter => ({
  ...filter,
  where: `${filter.where} AND (${condition(placesAfter(filter)[0])})`,
  values: [...filter.values, value],
});

/**
 * The condition of a list, but for the words that the agency looks for. Which facilities' incidents there are at all is not its business: the database sees to that.
 *
 * @throws Refusal('forbidden') when a facility asks by what it is not told
 */
export function filterOf(query: Query, { actor, scope }: CommandContext): Filter {
  const forFacility = scope.kind === 'facility';
  if (forFacility && (query.regionalId !== undefined || query.linked !== undefined)) throw new Refusal('forbidden');

  const values: unknown[] = [];
  const parts: string[] = [];
  const add = (value: unknown, condition: (place: string) => string): void => {
    if (value === undefined) return;
    values.push(value);
    parts.push(condition(`$${values.length}`));
  };
  add(query.kind ?? usualKind(query, forFacility), (place) => `kind = ${place}`);
  add(query.state, (place) => `state = ANY(${place})`);
  add(query.severity, (place) => `severity = ANY(${place})`);
  add(query.facilityId, (place) => `facility_id = ${place}`);
  add(query.territory, (place) => `territory = ${place}`);
  add(query.regionalId, (place) => `regional_id = ${place}`);
  add(query.supplier && supplierKey(query.supplier), (place) => `supplier_key = ${place}`);
  add(query.mine && actor.id, (place) => `${forFacility ? 'declared_by' : 'assignee_id'} = ${place}`);
  if (query.linked) parts.push(`regional_id IS ${query.linked === 'yes' ? 'NOT NULL' : 'NULL'}`);
  const filter = {
    where: ['true', ...parts.map((part) => `(${part})`)].join(' AND '),
    values,
    isNarrow: parts.length > 1,
  };
  return forFacility && query.q !== undefined ? narrowed(filter, hasWords, query.q) : filter;
}

/** Of a facility's own few, each is looked into; for the agency's search see incident.words. */
const hasWords = (place: string): string =>
  `id IN (SELECT incident_id FROM search_text WHERE reader = 'facility' AND document @@ sought(${place}))`;

/**
 * The agency counts exercises apart: who wants them says so. Under one regional incident there is one kind anyway, and a facility's own
 * few, each marked, stay together.
 */
const usualKind = ({ regionalId }: Query, forFacility: boolean): Kind | undefined =>
  forFacility || regionalId !== undefined ? undefined : 'real';
