import type { JournalEntry, TaskSide, TaskState } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

type TaskEntry = Extract<JournalEntry['type'], `task-${string}`>;

export interface TaskThen {
  id: string;
  /** Null for one of the regional incident. */
  incidentId: string | null;
  side: TaskSide;
  title: { fr: string; en: string };
  dueAt: string | null;
  state: 'todo' | 'done' | 'dropped';
}

/** A task as it is, and the last that the journal said of it until an instant. */
export interface TaskKnown extends Omit<TaskThen, 'dueAt' | 'state'> {
  dueAt: Date | null;
  runId: string | null;
  said: { type: TaskEntry; at: Date } | null;
}

interface Said {
  taskId: string;
  type: TaskEntry;
  at: Date;
}

export async function readTasks(
  tx: EntityManager,
  incidentIds: readonly string[],
  regionalId: string | null,
  at: string,
): Promise<TaskKnown[]> {
  const found = await rows<Omit<TaskKnown, 'said'>>(
    tx,
    `SELECT id, incident_id AS "incidentId", side, title, due_at AS "dueAt", run_id AS "runId" FROM task
     WHERE incident_id = ANY($1::uuid[]) OR regional_id = $2 ORDER BY due_at NULLS LAST, position, id LIMIT 2000`,
    [incidentIds, regionalId],
  );
  const last = (table: string, place: string, ids: unknown): Promise<Said[]> =>
    rows(
      tx,
      `SELECT DISTINCT ON (details->>'taskId') details->>'taskId' AS "taskId", type, at FROM ${table}
       WHERE ${place} AND type LIKE 'task-%' AND at <= $2 ORDER BY details->>'taskId', seq DESC`,
      [ids, at],
    );
  const said = await last('journal_entry', 'incident_id = ANY($1::uuid[])', incidentIds);
  // No facility reads the journal of a regional incident.
  if (regionalId !== null) said.push(...(await last('regional_entry', 'regional_id = $1', regionalId)));
  const byTask = new Map(said.map(({ taskId, ...entry }) => [taskId, entry]));
  return found.map((task) => ({ ...task, said: byTask.get(task.id) ?? null }));
}

/**
 * When tasks were dropped together with the playbook that made them. It leaves the ones that were begun, and writes of none by itself: what
 * came next tells, for only what was dropped is taken up again, or else that it still stands so.
 */
export async function undoneAt(tx: EntityManager, tasks: readonly TaskKnown[], at: string): Promise<Map<string, Date>> {
  const ofRuns = tasks.filter(({ runId }) => runId !== null).map(({ id }) => id);
  const found = await rows<{ id: string; reversedAt: Date; next: TaskEntry | null; state: TaskState }>(
    tx,
    `SELECT t.id, t.state, r.reversed_at AS "reversedAt", (
       SELECT type FROM (
         SELECT type, details, at, seq FROM journal_entry WHERE incident_id = t.incident_id
         UNION ALL
         SELECT type, details, at, seq FROM regional_entry WHERE regional_id = t.regional_id
       ) AS entry
       WHERE type LIKE 'task-%' AND details->>'taskId' = t.id::text AND at > r.reversed_at ORDER BY seq LIMIT 1) AS next
     FROM task t JOIN playbook_run r ON r.id = t.run_id WHERE t.id = ANY($1::uuid[]) AND r.reversed_at <= $2`,
    [ofRuns, at],
  );
  const dropped = found.filter(({ next, state }) => (next === null ? state === 'dropped' : next === 'task-reopened'));
  return new Map(dropped.map(({ id, reversedAt }) => [id, reversedAt]));
}

/**
 * Tasks as they stood at an instant, by what the journal said until then. Their wording and due time are today's: what they were before is
 * not kept.
 */
export function tasksAt(tasks: readonly TaskKnown[], undone: ReadonlyMap<string, Date>, at: string): TaskThen[] {
  return tasks.flatMap(({ runId, dueAt, said, ...task }) => {
    // Of a playbook's tasks the journal tells what became of them; that they are there their ids say, which hold the instant.
    if (said === null && (runId === null || madeAt(task.id) > at)) return [];
    const droppedAt = undone.get(task.id);
    // What was done already is left as it is.
    const isDropped = droppedAt !== undefined && said?.type !== 'task-done' && !(said && said.at > droppedAt);
    const state = isDropped ? 'dropped' : said ? stateAfter[said.type] : 'todo';
    return [{ ...task, dueAt: dueAt?.toISOString() ?? null, state }];
  });
}

const stateAfter: Readonly<Record<TaskEntry, TaskThen['state']>> = {
  'task-added': 'todo',
  'task-done': 'done',
  'task-dropped': 'dropped',
  'task-reopened': 'todo',
};

/** The instant in a UUIDv7. */
const madeAt = (id: string): string => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString();
