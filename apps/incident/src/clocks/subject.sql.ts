import type { FacilityProfile, Report } from '#libs/contracts';
import { emptyReport, submittedStatuses, unknownProfile } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { Subject } from './clock.engine.js';
import type { Answers } from './facts.js';

interface AnswersRow extends Omit<Answers, 'report'> {
  incidentId: string;
  awareAt: Date;
  report: Partial<Report> | null;
  submitted: Record<string, string> | null;
}

/** What an incident says of itself; whose facility it is, and where, is known elsewhere. */
export type Told = Pick<Subject, 'answers' | 'awareAt' | 'submitted'>;

const ANSWERS = `i.id AS "incidentId", i.aware_at AS "awareAt", i.nature, i.suspected_malicious AS "suspectedMalicious",
  i.degraded_mode AS "degradedMode", i.patient_danger AS "patientDanger", i.data_touched AS "dataTouched",
  i.data_classes AS "dataClasses", i.report`;

/** The first submission of each stage: sending it again changes nothing. */
const SUBMITTED = `(
  SELECT jsonb_object_agg(stage, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) FROM (
    SELECT stage, min(n.told_at) AS at FROM authority_notice n, unnest(n.stages) AS stage
    WHERE n.incident_id = i.id AND n.status = ANY($2::text[]) GROUP BY stage
  ) AS first) AS submitted`;

/** What the incidents say, by incident. */
export async function readTold(tx: EntityManager, incidentIds: readonly string[]): Promise<Map<string, Told>> {
  const found = await rows<AnswersRow>(
    tx,
    `SELECT ${ANSWERS}, ${SUBMITTED} FROM incident i WHERE i.id = ANY($1::uuid[])`,
    [incidentIds, submittedStatuses],
  );
  return new Map(found.map((row) => [row.incidentId, toldOf(row)]));
}

function toldOf({ incidentId: _, awareAt, report, submitted, ...answers }: AnswersRow): Told {
  return {
    answers: { ...answers, report: { ...emptyReport, ...report } },
    awareAt: awareAt.toISOString(),
    submitted: submitted ?? {},
  };
}

/** All that the clocks follow from. */
export const subjectOf = (told: Told, profile: FacilityProfile | null, zone: string): Subject => ({
  ...told,
  profile: profile ?? unknownProfile,
  zone,
});
