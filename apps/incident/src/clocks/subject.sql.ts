import type { FacilityProfile, Report } from '#libs/contracts';
import { emptyReport, submittedStatuses, unknownProfile } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { Subject } from './clock.engine.js';
import type { Requested } from './due.js';
import type { Answers } from './facts.js';
import { LATEST_FIRST, instantText } from './request.sql.js';

interface AnswersRow extends Omit<Answers, 'report'> {
  incidentId: string;
  awareAt: Date;
  report: Partial<Report> | null;
  submitted: Record<string, string> | null;
  requested: Record<string, Requested> | null;
}

/** What an incident says of itself; whose facility it is, and where, is known elsewhere. */
export type Told = Pick<Subject, 'answers' | 'awareAt' | 'submitted' | 'requested'>;

const ANSWERS = `i.id AS "incidentId", i.aware_at AS "awareAt", i.nature, i.suspected_malicious AS "suspectedMalicious",
  i.degraded_mode AS "degradedMode", i.patient_danger AS "patientDanger", i.data_touched AS "dataTouched",
  i.data_classes AS "dataClasses", i.report`;

/** The first submission of each stage: sending it again changes nothing. */
const SUBMITTED = `(
  SELECT jsonb_object_agg(stage, ${instantText('at')}) FROM (
    SELECT stage, min(n.told_at) AS at FROM authority_notice n, unnest(n.stages) AS stage
    WHERE n.incident_id = i.id AND n.status = ANY($2::text[]) GROUP BY stage
  ) AS first) AS submitted`;

/** The latest request for each stage, and the first submission since. */
const REQUESTED = `(
  SELECT jsonb_object_agg(key, jsonb_build_object('askedAt', ${instantText('asked_at')}, 'dueAt', ${instantText('due_at')},
    'answeredAt', (
      SELECT ${instantText('min(n.told_at)')} FROM authority_notice n
      WHERE n.incident_id = i.id AND n.status = ANY($2::text[]) AND key = ANY(n.stages) AND n.told_at >= asked_at
    ))) FROM (
    SELECT DISTINCT ON (regime, stage) regime || '/' || stage AS key, asked_at, due_at FROM report_request
    WHERE incident_id = i.id ORDER BY regime, stage, ${LATEST_FIRST}
  ) AS latest) AS requested`;

/** What the incidents say, by incident. */
export async function readTold(tx: EntityManager, incidentIds: readonly string[]): Promise<Map<string, Told>> {
  const found = await rows<AnswersRow>(
    tx,
    `SELECT ${ANSWERS}, ${SUBMITTED}, ${REQUESTED} FROM incident i WHERE i.id = ANY($1::uuid[])`,
    [incidentIds, submittedStatuses],
  );
  return new Map(found.map((row) => [row.incidentId, toldOf(row)]));
}

function toldOf({ incidentId: _, awareAt, report, submitted, requested, ...answers }: AnswersRow): Told {
  return {
    answers: { ...answers, report: { ...emptyReport, ...report } },
    awareAt: awareAt.toISOString(),
    submitted: submitted ?? {},
    requested: requested ?? {},
  };
}

/** All that the clocks follow from. */
export const subjectOf = (told: Told, profile: FacilityProfile | null, zone: string): Subject => ({
  ...told,
  profile: profile ?? unknownProfile,
  zone,
});
