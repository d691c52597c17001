import { type CareService, IncidentState, type Kind, type YesNoUnknown } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

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

/** Incidents that may have been open at an instant, open now or closed since; what they were then, their journals say. */
export async function openAround(
  tx: EntityManager,
  { territory, kind, at }: { territory: string; kind: Kind; at: string },
): Promise<string[]> {
  const ofThen = 'territory = $1 AND kind = $2 AND recorded_at <= $3';
  const found = await rows<{ id: string }>(
    tx,
    `SELECT id FROM incident WHERE ${ofThen} AND state = ANY($4)
     UNION
     SELECT id FROM incident WHERE ${ofThen} AND id IN (
       SELECT incident_id FROM journal_entry WHERE type = 'closed' AND at > $3)`,
    [territory, kind, at, IncidentState.exclude(['closed']).options],
  );
  return found.map(({ id }) => id);
}
