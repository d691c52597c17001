import { type PlaybookDefinition, type PlaybookRun, type Task, isBegun } from '#libs/contracts';
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

/** What undoing a start drops, and what it leaves because somebody has worked on it. */
export function undone<One extends Pick<Task, 'runId' | 'state' | 'checklist'>>(all: readonly One[], runId: string) {
  const own = all.filter((task) => task.runId === runId);
  return { dropped: own.filter((task) => !isBegun(task)), kept: own.filter(isBegun) };
}
