import { type Task, isLate } from '#libs/contracts';

export type Filter = 'all' | 'mine' | 'late';

/** What a task card counts: dropped ones are no longer anything to do. */
export function progressOf(tasks: readonly Task[], now: string) {
  const counted = tasks.filter(({ state }) => state !== 'dropped');
  return {
    total: counted.length,
    done: counted.filter(({ state }) => state === 'done').length,
    late: counted.filter((task) => isLate(task, now)).length,
  };
}

/** Those that a filter shows; dropped ones are folded apart. */
export function shown(
  tasks: readonly Task[],
  filter: Filter,
  { personId, now }: { personId: string; now: string },
): Task[] {
  const kept = tasks.filter(({ state }) => state !== 'dropped');
  if (filter === 'mine') return kept.filter(({ ownerId }) => ownerId === personId);
  return filter === 'late' ? kept.filter((task) => isLate(task, now)) : kept;
}

/** Where in the address of its incident a task stands. */
export const anchorOf = (taskId: string): string => `#task-${taskId}`;
