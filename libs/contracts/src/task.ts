import { z } from 'zod';
import { command, query } from './command.js';
import { Id, Instant, InstantOut, line, prose, whole } from './common.js';
import { PlaybookRun, RegionalRun, TaskSide } from './playbook.js';

export const TaskState = z.enum(['todo', 'doing', 'done', 'dropped']);
export type TaskState = z.infer<typeof TaskState>;

/** What may follow a state. */
export const taskTransitions = {
  todo: ['doing', 'done', 'dropped'],
  doing: ['todo', 'done', 'dropped'],
  done: ['doing'],
  dropped: ['todo'],
} as const satisfies Record<TaskState, readonly TaskState[]>;

export const mayBecome = (from: TaskState, to: TaskState): boolean =>
  (taskTransitions[from] as readonly TaskState[]).includes(to);

const Said = z.object({ fr: z.string(), en: z.string() });

export const TaskItem = z.object({
  id: Id,
  text: Said,
  doneAt: InstantOut.nullable(),
  /** Null while it is open. */
  doneSide: TaskSide.nullable(),
  /** A facility is never told who at the agency. */
  doneBy: Id.nullable(),
});
export type TaskItem = z.infer<typeof TaskItem>;

export const Task = z.object({
  id: Id,
  /** The nil UUID where it is of a regional incident. */
  incidentId: Id,
  /** The regional incident that it is of, for the agency alone. */
  regionalId: Id.nullable(),
  /** Of what it is of. */
  reference: z.string(),
  territory: z.string(),
  side: TaskSide,
  /** The same in both languages where a person wrote it. */
  title: Said,
  text: Said.nullable(),
  role: Said.nullable(),
  ownerId: Id.nullable(),
  dueAt: InstantOut.nullable(),
  state: TaskState,
  /** Why it was dropped. */
  reason: z.string().nullable(),
  checklist: z.array(TaskItem),
  /** Tasks of the same incident or regional incident that have to be done first. */
  after: z.array(Id),
  /** Of which start of a playbook; null where a person added it. */
  runId: Id.nullable(),
  version: z.number().int(),
  changedAt: InstantOut,
});
export type Task = z.infer<typeof Task>;

type Open = Pick<Task, 'state' | 'dueAt'>;
export const isOpen = ({ state }: Pick<Task, 'state'>): boolean => state === 'todo' || state === 'doing';
/** Late is what is open after its due time; it is worked out, never kept. */
export const isLate = (task: Open, now: string): boolean => isOpen(task) && task.dueAt !== null && task.dueAt < now;

/** The tasks that this one still waits for; what was dropped holds up nobody. */
export function waitsFor(task: Pick<Task, 'after' | 'state'>, all: ReadonlyMap<string, Task>): Task[] {
  if (!isOpen(task)) return [];
  return task.after.flatMap((id) => all.get(id) ?? []).filter(isOpen);
}

/** Whether somebody has worked on it: then undoing a playbook leaves it. */
export const isBegun = ({ state, checklist }: { state: TaskState; checklist: readonly { doneAt: string | null }[] }) =>
  state !== 'todo' || checklist.some(({ doneAt }) => doneAt !== null);

const items = z
  .array(z.strictObject({ id: Id, text: whole(line(200)) }))
  .max(20)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'item-twice' });
const after = z.array(Id).max(20);
const one = { taskId: Id, version: z.number().int().positive() };

export const taskCommands = {
  /** All that the reader may see of an incident, with the starts of playbooks that gave it tasks, for the agency. */
  'incident.task.list': query(
    'incident.read',
    z.strictObject({ incidentId: Id }),
    z.object({ items: z.array(Task), runs: z.array(PlaybookRun) }),
  ),
  /** The open ones that one has taken, what is due first first. */
  'incident.task.mine': query('task.work', z.strictObject({}), z.object({ items: z.array(Task) })),
  'incident.task.add': command(
    'task.work',
    z.strictObject({
      id: Id,
      incidentId: Id,
      side: TaskSide,
      title: whole(line(160)),
      text: whole(prose(2_000)).nullable(),
      dueAt: Instant.nullable(),
      checklist: items,
      after,
    }),
    Task,
  ),
  /** What the agency has to do about all of its incidents together, and the starts of playbooks on it. */
  'incident.regional.tasks': query(
    'regional.read',
    z.strictObject({ regionalId: Id }),
    z.object({
      items: z.array(Task),
      runs: z.array(RegionalRun),
      openIncidents: z.number().int(),
      /** On how many of these a playbook is under way, wherever it was started. */
      underWay: z.array(z.object({ code: z.string(), incidents: z.number().int() })),
    }),
  ),
  'incident.regional.add-task': command(
    'regional.lead',
    z.strictObject({
      id: Id,
      regionalId: Id,
      title: whole(line(160)),
      text: whole(prose(2_000)).nullable(),
      dueAt: Instant.nullable(),
      checklist: items,
      after,
    }),
    Task,
  ),
  /** What is left out stays as it is. */
  'incident.task.change': command(
    'task.work',
    z.strictObject({
      ...one,
      title: whole(line(160)).optional(),
      text: whole(prose(2_000)).nullable().optional(),
      dueAt: Instant.nullable().optional(),
      checklist: items.optional(),
      after: after.optional(),
    }),
    Task,
  ),
  /** To oneself, a colleague of the agency, or nobody. */
  'incident.task.assign': command('task.work', z.strictObject({ ...one, ownerId: Id.nullable() }), Task),
  'incident.task.tick': command('task.work', z.strictObject({ taskId: Id, itemId: Id, done: z.boolean() }), Task),
  'incident.task.set-state': command(
    'task.work',
    z
      .strictObject({ ...one, state: TaskState, reason: prose(500).nullable() })
      .refine(({ state, reason }) => (state === 'dropped') === (reason !== null), {
        path: ['reason'],
        error: 'reason-needed',
      }),
    Task,
  ),
} as const;
