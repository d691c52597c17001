import type { Task, TaskItem, TaskSide } from '#libs/contracts';
import { execute, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { TaskPlace } from './task.place.js';

type Instants = 'dueAt' | 'changedAt';
type TaskRow = Omit<Task, Instants> & { dueAt: Date | null; changedAt: Date; position: number };

const COLUMNS = `t.id, i.reference, i.territory, t.side, t.title, t.text, t.role, t.owner_id AS "ownerId", t.due_at AS "dueAt",
  t.state, t.reason, t.checklist, t.after, t.run_id AS "runId", t.position, t.version, t.changed_at AS "changedAt"`;

const OF_INCIDENT = `SELECT t.incident_id AS "incidentId", NULL::uuid AS "regionalId", ${COLUMNS}
  FROM task t JOIN incident i ON i.id = t.incident_id`;
/** No facility may read these. */
const OF_REGIONAL = `SELECT '00000000-0000-0000-0000-000000000000'::uuid AS "incidentId", t.regional_id AS "regionalId", ${COLUMNS}
  FROM task t JOIN regional_incident i ON i.id = t.regional_id`;

/** In the order in which they were written down. */
export async function tasksOf(tx: EntityManager, place: TaskPlace, reader: TaskSide): Promise<Task[]> {
  const [select, id] =
    'regionalId' in place
      ? [`${OF_REGIONAL} WHERE t.regional_id = $1`, place.regionalId]
      : [`${OF_INCIDENT} WHERE t.incident_id = $1`, place.incidentId];
  const found = await rows<TaskRow>(tx, `${select} ORDER BY t.position, t.id`, [id]);
  return found.map((row) => toTask(row, reader));
}

/** The open ones of a person, what is due first first. */
export async function tasksOfOwner(tx: EntityManager, ownerId: string, reader: TaskSide): Promise<Task[]> {
  const taken = `WHERE t.owner_id = $1 AND t.state IN ('todo', 'doing') AND i.state <> 'closed'`;
  const all = reader === 'facility' ? [OF_INCIDENT] : [OF_INCIDENT, OF_REGIONAL];
  const found = await rows<TaskRow>(
    tx,
    `${all.map((select) => `${select} ${taken}`).join(' UNION ALL ')} ORDER BY "dueAt" NULLS LAST, position, id LIMIT 100`,
    [ownerId],
  );
  return found.map((row) => toTask(row, reader));
}

/** A facility is told that the agency ticked it, and not who there. */
function toTask({ checklist, dueAt, changedAt, position: _, ...row }: TaskRow, reader: TaskSide): Task {
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
  place: TaskPlace;
  /** Whose incident it is. */
  facilityId: string | null;
  createdBy: string;
  at: string;
}

const OPEN = { doneAt: null, doneSide: null, doneBy: null };

/** Below those that are there: the row of their place is locked, so no two are written at once. */
export async function insertTasks(tx: EntityManager, tasks: readonly NewTask[], origin: Origin): Promise<void> {
  const { place, facilityId, createdBy, at } = origin;
  // A facility may not name the other column.
  const [column, placeId] =
    'regionalId' in place ? ['regional_id', place.regionalId] : ['incident_id', place.incidentId];
  for (const { id, side, title, text, role, dueAt, after, runId, checklist } of tasks) {
    await execute(
      tx,
      `INSERT INTO task
         (id, ${column}, facility_id, side, position, title, text, role, due_at, checklist, after, run_id, created_by, changed_at)
       SELECT $1, $2, $3, $4, coalesce(max(position), 0) + 1, $5, $6, $7, $8, $9, $10, $11, $12, $13
       FROM task WHERE ${column} = $2`,
      [
        ...[id, placeId, facilityId, side, title, text, role, dueAt],
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
