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

/** What one place gets. */
export interface Given {
  place: TaskPlace;
  /** Whose incident it is. */
  facilityId: string | null;
  tasks: readonly NewTask[];
}

const OPEN = { doneAt: null, doneSide: null, doneBy: null };
/** Places written in one statement. */
const AT_ONCE = 50;

/** Below those that are there: the rows of their places are locked, so no two are written at once. */
export async function insertTasks(
  tx: EntityManager,
  given: readonly Given[],
  { createdBy, at }: { createdBy: string; at: string },
): Promise<void> {
  // A facility may not name the other column.
  for (const [column, places] of Map.groupBy(given, ({ place }) =>
    'regionalId' in place ? 'regional_id' : 'incident_id',
  ))
    for (let from = 0; from < places.length; from += AT_ONCE)
      await execute(tx, insertInto(column), [
        JSON.stringify(places.slice(from, from + AT_ONCE).flatMap(rowsOf)),
        createdBy,
        at,
      ]);
}

const insertInto = (column: 'incident_id' | 'regional_id') => `
  INSERT INTO task
    (id, ${column}, facility_id, side, position, title, text, role, due_at, checklist, after, run_id, created_by, changed_at)
  SELECT id, place, "facilityId", side, coalesce((SELECT max(position) FROM task WHERE ${column} = place), 0) + nth,
    title, text, role, "dueAt", checklist, after, "runId", $2, $3
  FROM jsonb_to_recordset($1) AS given (
    id uuid, place uuid, "facilityId" uuid, nth int, side text, title jsonb, text jsonb, role jsonb, "dueAt" timestamptz,
    checklist jsonb, after uuid[], "runId" uuid
  )`;

const rowsOf = ({ place, facilityId, tasks }: Given) =>
  tasks.map((task, index) => ({
    ...task,
    place: 'regionalId' in place ? place.regionalId : place.incidentId,
    facilityId,
    nth: index + 1,
    checklist: task.checklist.map((item) => ({ ...item, ...OPEN })),
  }));

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

/** A task that a playbook made: of an incident, or else of the regional incident. */
export type Started = Pick<Task, 'id' | 'side' | 'state' | 'checklist'> & { incidentId: string | null };

/** All that one start of a playbook made, wherever it is. */
export const tasksStartedBy = (tx: EntityManager, runId: string): Promise<Started[]> =>
  rows(tx, 'SELECT id, incident_id AS "incidentId", side, state, checklist FROM task WHERE run_id = $1', [runId]);

/** Drops tasks for one reason. */
export function dropTasks(tx: EntityManager, ids: readonly string[], reason: string, at: string): Promise<unknown> {
  return execute(
    tx,
    `UPDATE task SET state = 'dropped', reason = $2, version = version + 1, changed_at = $3 WHERE id = ANY($1)`,
    [ids, reason, at],
  );
}
