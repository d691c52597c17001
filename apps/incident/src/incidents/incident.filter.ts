import { type CommandBody, type Kind, Refusal } from '#libs/contracts';
import type { CommandContext } from '#libs/messaging';
import { supplierKey } from './supplier-key.js';

type Query = CommandBody<'incident.incident.list'>;

/** A condition, and the values of its parameters. */
export interface Filter {
  where: string;
  values: unknown[];
}

/**
 * The condition of a list. Which facilities' incidents there are at all is not its business: the database sees to that.
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
  add(query.q && containing(query.q), (place) =>
    ['reference', 'supplier', 'what'].map((column) => `${column} ILIKE ${place}`).join(' OR '),
  );
  if (query.linked) parts.push(`regional_id IS ${query.linked === 'yes' ? 'NOT NULL' : 'NULL'}`);
  return { where: ['true', ...parts.map((part) => `(${part})`)].join(' AND '), values };
}

/**
 * The agency counts exercises apart: who wants them says so. Under one regional incident there is one kind anyway, and a facility's own
 * few, each marked, stay together.
 */
const usualKind = ({ regionalId }: Query, forFacility: boolean): Kind | undefined =>
  forFacility || regionalId !== undefined ? undefined : 'real';

/** A pattern that finds the text anywhere; its own wildcards are taken literally. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
