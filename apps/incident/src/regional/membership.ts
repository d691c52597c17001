import type { CommandName, EventType, RegionalEntry } from '#libs/contracts';
import type { CommandContext } from '#libs/messaging';
import { newId } from '#libs/platform';
import { eventOf, saidOf } from '../incidents/incident.step.js';
import type { Child, Relinked } from './children.sql.js';
import type { RegionalRow } from './regional.row.js';

/** Who comes under the regional incident, or leaves it. */
export interface Membership {
  command: CommandName;
  /** What its own journal calls it. */
  type: Extract<RegionalEntry['type'], 'opened' | 'linked' | 'unlinked' | 'taken-apart'>;
  context: CommandContext;
  regional: RegionalRow;
  joining: readonly Child[];
  leaving: readonly Child[];
  /** How many are under it afterwards. */
  count: number;
  /** Why, where that is asked for. */
  reason?: string;
}

/**
 * What changes of each, and what its journal gets. The number that its facility is told stays what it is until the next round, but for
 * who leaves: it is told nothing from now on.
 */
export function relinkedBy({ regional, joining, leaving, reason }: Membership): Relinked[] {
  const details = { regionalId: regional.id, reference: regional.reference };
  const entry = (type: 'linked' | 'unlinked') => ({ id: newId(), type, details, text: reason ?? null });
  return [
    ...joining.map((child) => ({ child, regionalId: regional.id, entry: entry('linked') })),
    ...leaving.map((child) => ({ child, regionalId: null, entry: entry('unlinked') })),
  ];
}

export function childEvent(child: Child, regionalId: string, context: CommandContext) {
  const event = { ...eventOf(child, context), payload: { ...saidOf(child), regionalId } };
  if (child.regionalId === null) return { ...event, type: 'incident.unlinked' } as const;
  return { ...event, type: 'incident.linked', payload: { ...event.payload, similarCount: null } } as const;
}

export const regionalEvent = <Type extends Extract<EventType, `regional.${string}`>>(
  { id, version, kind, reference, incidentCount }: RegionalRow,
  type: Type,
  { actor, traceId }: CommandContext,
) => ({
  type,
  aggregateId: id,
  version,
  kind,
  actorId: actor.id,
  traceId,
  payload: { regionalId: id, reference, incidentCount },
});
