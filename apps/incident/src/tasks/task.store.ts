import type { Task, TaskItem, TaskSide } from '#libs/contracts';
import { execute, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

type Instants = 'dueAt' | 'changedAt';
type TaskRow = Omit<Task, Instants> & { dueAt: Date | null; changedAt: Date };

const SELECT = `SELECT t.id, t.incident_id AS "incidentId", i.reference, i.territory, t.side, t.title, t.text, t.role,
    t.owner_id AS "ownerId", t.due_at AS "dueAt", t.state, t.reason, t.checklist, t.after, t.run_id AS "runId", t.version,
    t.changed_at AS "changedAt"
  FROM task t JOIN incident i ON i.id = t.incident_id`;

/** In the order in which they were written down. */
export async function tasksOf(tx: EntityManager, incidentId: string, reader: TaskSide): Promise<Task[]> {
  const found = await rows<TaskRow>(tx, `${SELECT} WHERE t.incident_id = $1 ORDER BY t.position, t.id`, [incidentId]);
  return found.map((row) => toTask(row, reader));
}

/** The open ones of a person, what is due first first. */
export async function tasksOfOwner(tx: EntityManager, ownerId: string, reader: TaskSide): Promise<Task[]> {
  const found = await rows<TaskRow>(
    tx,
    `${SELECT} WHERE t.owner_id = $1 AND t.state IN ('todo', 'doing') AND i.state <> 'closed'
     ORDER BY t.due_at NULLS LAST, t.position, t.id LIMIT 100`,
    [ownerId],
  );
  return found.map((row) => toTask(row, reader));
}

/** A facility is told that the agency ticked it, and not who there. */
function toTask({ checklist, dueAt, changedAt, ...row }: TaskRow, reader: TaskSide): Task {
  const hide = ({ doneSide }: TaskItem) => reader === 'facility' && doneSide === 'agency';
  return {
    ...row,
    dueAt: dueAt?.toISOString() ?? null,
    changedAt: changedAt.toISOString(),
    checklist: checklist.map((item) => (hide(item) ? { ...item, doneBy: null } : item)),
  };
}

export interface NewTask extends Pick<Task, 'id' | 'side' | 'title' | 'text' | 'role' | 'dueAt' | 'after' | 'runId'> {
  checklist: readonly Pick<TaskItem, 'id' | 'text'>[];
}

interface Origin {
  incidentId: string;
  facilityId: string;
  createdBy: string;
  at: string;
}

const OPEN = { doneAt: null, doneSide: null, doneBy: null };

/** Below those that are there: the incident's row is locked, so no two are written at once. */
export async function insertTasks(tx: EntityManager, tasks: readonly NewTask[], origin: Origin): Promise<void> {
  const { incidentId, facilityId, createdBy, at } = origin;
  for (const { id, side, title, text, role, dueAt, after, runId, checklist } of tasks) {
    await execute(
      tx,
      `INSERT INTO task
         (id, incident_id, facility_id, side, position, title, text, role, due_at, checklist, after, run_id, created_by, changed_at)
       SELECT $1, $2, $3, $4, coalesce(max(position), 0) + 1, $5, $6, $7, $8, $9, $10, $11, $12, $13
       FROM task WHERE incident_id = $2`,
      [
        ...[id, incidentId, facilityId, side, title, text, role, dueAt],
        ...[JSON.stringify(checklist.map((item) => ({ ...item, ...OPEN }))), after, runId, createdBy, at],
      ],
    );
  }
}

/** Writes what a person may change of a task; its version grows by one. */
export function updateTask(tx: EntityManager, task: Task, at: string): Promise<unknown> {
  const { id, title, text, ownerId, dueAt, state, reason, checklist, after } = task;
  return execute(
    tx,
    `UPDATE task SET title = $2, text = $3, owner_id = $4, due_at = $5, state = $6, reason = $7, checklist = $8, after = $9,
       version = version + 1, changed_at = $10
     WHERE id = $1`,
    [id, title, text, ownerId, dueAt, state, reason, JSON.stringify(checklist), after, at],
  );
}
