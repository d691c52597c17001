import type { CareService, Kind, RegionalEntry, TaskSide, YesNoUnknown } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { Subject } from '../timeline/subject.sql.js';

/** Characters of an account that a report shows. */
const ACCOUNT = 4_000;

/** The answers of a declaration as they stood at an instant. */
export interface AnswersThen {
  incidentId: string;
  what: string;
  suspectedMalicious: YesNoUnknown;
  degradedMode: YesNoUnknown;
  patientDanger: 'none' | 'potential' | 'proven' | 'unknown';
  dataTouched: YesNoUnknown;
  dataClasses: ('personal' | 'technical' | 'functioning')[];
  careServices: CareService[];
  supplier: string | null;
}

const of = (field: string, column: string): string =>
  `CASE WHEN v.answers IS NULL THEN ${column} ELSE v.answers->>'${field}' END`;
const listOf = (field: string, column: string): string => `coalesce(v.answers->'${field}', to_jsonb(${column}))`;

export async function answersAt(
  tx: EntityManager,
  incidentIds: readonly string[],
  at: string,
): Promise<Map<string, AnswersThen>> {
  const found = await rows<AnswersThen>(
    tx,
    `SELECT i.id AS "incidentId", left(${of('what', 'i.what')}, ${ACCOUNT}) AS what,
       ${of('suspectedMalicious', 'i.suspected_malicious')} AS "suspectedMalicious",
       ${of('degradedMode', 'i.degraded_mode')} AS "degradedMode", ${of('patientDanger', 'i.patient_danger')} AS "patientDanger",
       ${of('dataTouched', 'i.data_touched')} AS "dataTouched", ${of('supplier', 'i.supplier')} AS supplier,
       ${listOf('dataClasses', 'i.data_classes')} AS "dataClasses", ${listOf('careServices', 'i.care_services')} AS "careServices"
     FROM incident i LEFT JOIN LATERAL (
       SELECT answers FROM declaration_version WHERE incident_id = i.id AND recorded_at <= $2 ORDER BY number DESC LIMIT 1
     ) AS v ON true
     WHERE i.id = ANY($1::uuid[])`,
    [incidentIds, at],
  );
  return new Map(found.map((row) => [row.incidentId, row]));
}

export interface NoticeThen {
  incidentId: string;
  authority: string;
  status: string;
  toldAt: string;
}

/** Who told an authority is a person, and is not read. */
export async function noticesAt(tx: EntityManager, incidentIds: readonly string[], at: string): Promise<NoticeThen[]> {
  const found = await rows<Omit<NoticeThen, 'toldAt'> & { toldAt: Date }>(
    tx,
    `SELECT incident_id AS "incidentId", authority, status, told_at AS "toldAt" FROM authority_notice
     WHERE incident_id = ANY($1::uuid[]) AND recorded_at <= $2 ORDER BY told_at, id`,
    [incidentIds, at],
  );
  return found.map(({ toldAt, ...row }) => ({ ...row, toldAt: toldAt.toISOString() }));
}

export interface TaskThen {
  id: string;
  /** Null for one of the regional incident. */
  incidentId: string | null;
  side: TaskSide;
  title: { fr: string; en: string };
  dueAt: string | null;
  state: 'todo' | 'done' | 'dropped';
}

interface TaskRow extends Omit<TaskThen, 'dueAt' | 'state'> {
  dueAt: Date | null;
  runId: string | null;
}

/**
 * Tasks as they stood at an instant, by what the journal said until then. Their wording and due time are today's: what they were before is
 * not kept.
 */
export async function tasksAt(
  tx: EntityManager,
  subjects: readonly Subject[],
  regionalId: string | null,
  at: string,
): Promise<TaskThen[]> {
  const found = await rows<TaskRow>(
    tx,
    `SELECT id, incident_id AS "incidentId", side, title, due_at AS "dueAt", run_id AS "runId" FROM task
     WHERE incident_id = ANY($1::uuid[]) OR regional_id = $2 ORDER BY due_at NULLS LAST, position, id LIMIT 2000`,
    [subjects.map(({ id }) => id), regionalId],
  );
  const told = new Map<unknown, TaskThen['state']>();
  const journals = [...subjects.map(({ entries }) => entries), await regionalTaskEntries(tx, regionalId, at)];
  for (const { type, details } of journals.flat()) {
    const state = stateAfter[type];
    if (state) told.set(details['taskId'], state);
  }
  return found.flatMap(({ dueAt, runId, ...row }) => {
    const state = told.get(row.id);
    // Of a playbook's tasks the journal tells what became of them; that they are there their ids say, which hold the instant.
    if (state === undefined && (runId === null || madeAt(row.id) > at)) return [];
    return [{ ...row, dueAt: dueAt?.toISOString() ?? null, state: state ?? 'todo' }];
  });
}

/** What the journal of a regional incident says of its tasks, in its order; no facility has one. */
async function regionalTaskEntries(
  tx: EntityManager,
  regionalId: string | null,
  at: string,
): Promise<Pick<RegionalEntry, 'type' | 'details'>[]> {
  if (regionalId === null) return [];
  return rows(
    tx,
    `SELECT type, details FROM regional_entry WHERE regional_id = $1 AND at <= $2 AND type LIKE 'task-%' ORDER BY seq`,
    [regionalId, at],
  );
}

const stateAfter: Readonly<Record<string, TaskThen['state'] | undefined>> = {
  'task-added': 'todo',
  'task-done': 'done',
  'task-dropped': 'dropped',
  'task-reopened': 'todo',
};

/** The instant in a UUIDv7. */
const madeAt = (id: string): string => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString();

/** Incidents that may have been open at an instant; what they were then, their journals say. */
export async function openAround(
  tx: EntityManager,
  { territory, kind, at }: { territory: string; kind: Kind; at: string },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT id FROM incident WHERE territory = $1 AND kind = $2 AND recorded_at <= $3 AND (state <> 'closed' OR changed_at > $3)
     ORDER BY recorded_at DESC, id LIMIT 1000`,
    [territory, kind, at],
  );
  return found.map(({ id }) => id);
}
