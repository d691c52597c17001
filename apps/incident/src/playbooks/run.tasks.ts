import { type PlaybookDefinition, type PlaybookRun, type Task, type TaskSide, isBegun } from '#libs/contracts';
import type { NewTask } from '../tasks/task.store.js';

const MINUTE = 60_000;

/** The tasks that a start makes: due times count from it, and what waits for a code waits for its task. */
export function tasksOfRun(
  { tasks }: Pick<PlaybookDefinition, 'tasks'>,
  { id: runId, startedAt }: Pick<PlaybookRun, 'id' | 'startedAt'>,
  newId: () => string,
): NewTask[] {
  const start = Date.parse(startedAt);
  const ids = new Map(tasks.map(({ code }) => [code, newId()]));
  return tasks.map(({ code, side, title, text, role, dueMinutes, checklist, after }) => ({
    id: ids.get(code) ?? newId(),
    ...{ side, title, text, role, runId },
    dueAt: dueMinutes === null ? null : new Date(start + dueMinutes * MINUTE).toISOString(),
    checklist: checklist.map((item) => ({ id: newId(), text: item })),
    after: after.flatMap((other) => ids.get(other) ?? []),
  }));
}

/** What one side has to do: on a regional incident the two are in different places, where nothing waits for the other. */
export const ofSide = ({ tasks }: Pick<PlaybookDefinition, 'tasks'>, side: TaskSide) => ({
  tasks: tasks.filter((task) => task.side === side),
});

/** What undoing a start drops, and what it leaves because somebody has worked on it. */
export const undone = <One extends Pick<Task, 'state' | 'checklist'>>(all: readonly One[]) => ({
  dropped: all.filter((task) => !isBegun(task)),
  kept: all.filter(isBegun),
});
