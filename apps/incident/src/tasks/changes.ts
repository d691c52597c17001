import {
  type CommandBody,
  Refusal,
  type Task,
  type TaskItem,
  type TaskSide,
  hasCycle,
  mayBecome,
} from '#libs/contracts';

type Change = CommandBody<'incident.task.change'>;
type Item = Change['checklist'] extends (infer One)[] | undefined ? One : never;

/** One text for both languages: a person writes in one. */
export const inBoth = (text: string) => ({ fr: text, en: text });

/** A text that was not touched keeps its translation. */
const rewritten = (old: Task['text'], text: string) => (old?.fr === text || old?.en === text ? old : inBoth(text));

/** The task as a person changed it; what is left out stays, and what was ticked stays ticked. */
export function changed(task: Task, { title, text, dueAt, checklist, after }: Change): Task {
  return {
    ...task,
    title: title === undefined ? task.title : (rewritten(task.title, title) ?? task.title),
    text: text === undefined ? task.text : text === null ? null : rewritten(task.text, text),
    dueAt: dueAt === undefined ? task.dueAt : dueAt,
    checklist: checklist?.map((item) => itemOf(item, task.checklist)) ?? task.checklist,
    after: after ?? task.after,
  };
}

function itemOf({ id, text }: Item, old: readonly TaskItem[]): TaskItem {
  const known = old.find((item) => item.id === id);
  if (!known) return { id, text: inBoth(text), doneAt: null, doneSide: null, doneBy: null };
  return { ...known, text: rewritten(known.text, text) ?? known.text };
}

interface Doer {
  id: string;
  side: TaskSide;
  at: string;
}

/** @throws Refusal('not-found') for an item of others */
export function ticked(task: Task, itemId: string, done: boolean, doer: Doer): Task {
  const item = task.checklist.find(({ id }) => id === itemId);
  if (!item) throw new Refusal('not-found');
  // Who did it first is who did it.
  if ((item.doneAt !== null) === done) return task;
  const mark = done
    ? { doneAt: doer.at, doneSide: doer.side, doneBy: doer.id }
    : { doneAt: null, doneSide: null, doneBy: null };
  return { ...task, checklist: task.checklist.map((one) => (one.id === itemId ? { ...one, ...mark } : one)) };
}

/** @throws Refusal('state-conflict') where the table does not lead there */
export function moved(task: Task, { state, reason }: Pick<Task, 'state' | 'reason'>): Task {
  if (!mayBecome(task.state, state)) throw new Refusal('state-conflict', { state: task.state });
  return { ...task, state, reason };
}

/**
 * Whether a task may wait for those that it names: they are of the incident, no facility waits for what it cannot see, and nothing waits
 * for itself.
 */
export function checkDependencies(task: Pick<Task, 'id' | 'side' | 'after'>, others: readonly Task[]): void {
  const known = new Map(others.map((other) => [other.id, other]));
  const isAllowed = (id: string) => {
    const other = known.get(id);
    return id === task.id || (other !== undefined && (task.side === 'agency' || other.side === 'facility'));
  };
  if (!task.after.every(isAllowed)) throw new Refusal('task-before-unknown');
  const dependencies = new Map(others.map(({ id, after }) => [id, after]));
  if (hasCycle(dependencies.set(task.id, task.after))) throw new Refusal('task-cycle');
}
