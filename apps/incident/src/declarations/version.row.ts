import { type DeclarationVersion, emptyReport } from '#libs/contracts';
import { type DatabaseScope, execute, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { NOBODY, sideOf } from './declaration.rows.js';

interface VersionRow extends Omit<DeclarationVersion, 'recordedAt'> {
  recordedAt: Date;
}

/** The answers as they stand in the incident's row, as an answer of the contract holds them. */
const ANSWERS = `jsonb_build_object(
  'what', what, 'since', to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'suspectedMalicious', suspected_malicious,
  'degradedMode', degraded_mode, 'careServices', to_jsonb(care_services), 'patientDanger', patient_danger, 'dataTouched', data_touched,
  'dataClasses', to_jsonb(data_classes), 'supplier', supplier, 'helpWanted', to_jsonb(help_wanted), 'report', report,
  'contact', jsonb_build_object('name', contact_name, 'phone', contact_phone, 'email', contact_email))`;

const DECLARANT = `nullif(declared_by, '${NOBODY}')`;
const DECLARED_BY_SIDE = `CASE WHEN ${DECLARANT} IS NULL THEN 'agency' ELSE 'facility' END`;
const firstOr = (first: string, later: string): string =>
  `CASE WHEN answers_number = 1 THEN ${first} ELSE ${later} END`;

/**
 * Keeps the answers in the incident's row as the version that they are. The first is its declarant's, written when it was recorded; a later
 * one is of who acts, now.
 */
export async function keepVersion(tx: EntityManager, incidentId: string, context: CommandContext): Promise<void> {
  const side = sideOf(context);
  const columns: Record<string, string> = {
    incident_id: 'id',
    number: 'answers_number',
    facility_id: 'facility_id',
    stage: 'stage',
    answers: ANSWERS,
    source: firstOr('source', `'console'`),
    recorded_at: firstOr('recorded_at', 'changed_at'),
    author_side: firstOr(DECLARED_BY_SIDE, `'${side}'`),
    facility_author_id: firstOr(DECLARANT, side === 'facility' ? '$2::uuid' : 'NULL'),
    // A facility has no privilege on it, and cannot know who of the agency recorded its first version.
    ...(side === 'agency' && { agency_author_id: firstOr('recorded_by', '$2::uuid') }),
  };
  await execute(
    tx,
    `INSERT INTO declaration_version (${Object.keys(columns).join(', ')})
     SELECT ${Object.values(columns).join(', ')} FROM incident WHERE id = $1`,
    [incidentId, context.actor.id],
  );
}

/** Newest first. Who of the agency wrote is told to the agency alone; that it recorded the first one stands in the incident's row. */
export function listVersions(tx: EntityManager, incidentId: string, { kind }: DatabaseScope): Promise<VersionRow[]> {
  const isFacility = kind === 'facility';
  const recorder = isFacility ? DECLARANT : `coalesce(${DECLARANT}, recorded_by)`;
  const author = isFacility
    ? 'facility_author_id'
    : `coalesce(facility_author_id, agency_author_id,
         (SELECT recorded_by FROM incident i WHERE i.id = v.incident_id AND v.number = 1))`;
  return rows<VersionRow>(
    tx,
    `SELECT number, stage, source, author_side AS "authorSide", ${author} AS "authorId", recorded_at AS "recordedAt", answers
     FROM declaration_version v WHERE incident_id = $1
     UNION ALL
     SELECT 1, stage, source, ${DECLARED_BY_SIDE}, ${recorder}, recorded_at, ${ANSWERS}
     FROM incident WHERE id = $1 AND answers_number = 1
     ORDER BY number DESC`,
    [incidentId],
  );
}

export const toVersion = ({ recordedAt, answers, ...row }: VersionRow): DeclarationVersion => ({
  ...row,
  recordedAt: recordedAt.toISOString(),
  answers: { ...answers, report: { ...emptyReport, ...answers.report } },
});
