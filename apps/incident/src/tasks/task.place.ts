import type { JournalEntry, Kind, Task, TaskSide } from '#libs/contracts';
import type { CommandContext, EventDraft } from '#libs/messaging';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { eventOf, saidOf, step } from '../incidents/incident.step.js';
import { lockOpen, touch } from '../incidents/incident.touch.js';
import { regionalEvent } from '../regional/membership.js';
import { lockRegional, stepRegional, touchRegional } from '../regional/step.sql.js';

/** Where a task belongs. */
export type TaskPlace = { incidentId: string } | { regionalId: string };

export const placeOf = ({ incidentId, regionalId }: Pick<Task, 'incidentId' | 'regionalId'>): TaskPlace =>
  regionalId === null ? { incidentId } : { regionalId };

/** What the journal gets of a task. */
export interface TaskEntry {
  type: Extract<JournalEntry['type'], `task-${string}`>;
  side: TaskSide;
  details: JournalEntry['details'];
  text: string | null;
}

/** Where a step led: whose it is, and what is told of its task. */
export interface Stepped {
  kind: Kind;
  facilityId?: string;
  changed: (task: Task) => EventDraft<'incident.task-changed'> | EventDraft<'regional.task-changed'>;
}

/** What a place does with its tasks: whoever changes one holds its lock, and its version grows with each change. */
interface Holder {
  /** @throws Refusal('not-found'), Refusal('state-conflict') for a closed one */
  lock: (tx: EntityManager) => Promise<unknown>;
  /** Without an entry its journal is not written. */
  step: (tx: EntityManager, context: CommandContext, at: string, entry: TaskEntry | null) => Promise<Stepped>;
}

export const holderOf = (place: TaskPlace): Holder =>
  'regionalId' in place ? regionalHolder(place.regionalId) : incidentHolder(place.incidentId);

const incidentHolder = (incidentId: string): Holder => ({
  lock: (tx) => lockOpen(tx, incidentId),
  step: async (tx, context, at, entry) => {
    const head =
      entry === null ? await touch(tx, at, incidentId) : await step(tx, context, at, incidentId, shownTo(entry));
    const event = eventOf(head, context);
    return {
      kind: head.kind,
      facilityId: head.facilityId,
      changed: ({ id: taskId, side, state: taskState }) => ({
        ...{ ...event, type: 'incident.task-changed' },
        payload: { ...saidOf(head), taskId, side, taskState },
      }),
    };
  },
});

const shownTo = ({ type, side, details, text }: TaskEntry) =>
  ({ type, visibility: side === 'agency' ? 'agency' : 'shared', details, text: text ?? undefined }) as const;

const regionalHolder = (regionalId: string): Holder => ({
  lock: (tx) => lockRegional(tx, regionalId),
  step: async (tx, context, at, entry) => {
    const regional = await lockRegional(tx, regionalId);
    const stepped =
      entry === null
        ? await touchRegional(tx, regional)
        : await stepRegional(tx, regional, { ...entry, id: newId(), authorId: context.actor.id, at });
    const event = regionalEvent(stepped, 'regional.task-changed', context);
    return {
      kind: stepped.kind,
      changed: ({ id: taskId, state: taskState }) => ({ ...event, payload: { ...event.payload, taskId, taskState } }),
    };
  },
});
