import type { CommandName } from '#libs/contracts';
import type { CommandContext } from '#libs/messaging';
import { newId } from '#libs/platform';
import { eventOf, saidOf } from '../incidents/incident.step.js';
import type { Child, Relinked } from './children.sql.js';
import type { RegionalRow } from './regional.row.js';
import { similarCounts } from './similar.js';

/** What is under the regional incident before and after. */
export interface Membership {
  command: CommandName;
  context: CommandContext;
  regional: RegionalRow;
  /** Every child that stays or comes. */
  members: Child[];
  /** The members that come. */
  joining: ReadonlySet<string>;
  leaving: Child | null;
}

/** What changes: whoever joins or leaves, and whoever is counted anew. */
export function relinkedBy({ regional, members, joining, leaving }: Membership): Relinked[] {
  const counts = similarCounts(members);
  const details = { regionalId: regional.id, reference: regional.reference };
  const entry = (type: 'linked' | 'unlinked') => ({ id: newId(), type, details });
  const moved = members.flatMap((child): Relinked[] => {
    const similarCount = counts.get(child.id) ?? null;
    const joins = joining.has(child.id);
    if (!joins && similarCount === child.similarCount) return [];
    return [{ child, regionalId: regional.id, similarCount, entry: joins ? entry('linked') : null }];
  });
  if (!leaving) return moved;
  return [...moved, { child: leaving, regionalId: null, similarCount: null, entry: entry('unlinked') }];
}

export function childEvent(child: Child, regionalId: string, context: CommandContext) {
  const event = { ...eventOf(child, context), payload: { ...saidOf(child), regionalId } };
  if (child.regionalId === null) return { ...event, type: 'incident.unlinked' } as const;
  return {
    ...event,
    type: 'incident.linked',
    payload: { ...event.payload, similarCount: child.similarCount },
  } as const;
}

export const regionalEvent = (
  { id, version, kind, reference, incidentCount }: RegionalRow,
  type: 'regional.created' | 'regional.changed',
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
