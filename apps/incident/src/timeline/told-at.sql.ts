import { type Report, emptyReport, submittedStatuses } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { Requested } from '../clocks/due.js';
import type { Answers } from '../clocks/facts.js';
import { LATEST_FIRST, instantText } from '../clocks/request.sql.js';
import type { Told } from '../clocks/subject.sql.js';
import type { Subject } from './subject.sql.js';

interface Row extends Omit<Answers, 'report'> {
  incidentId: string;
  report: Partial<Report> | null;
  submitted: Record<string, string> | null;
  requested: Record<string, Requested> | null;
}

const json = (field: string, otherwise: string): string => `coalesce(v.answers->>'${field}', ${otherwise})`;

/** The last version of the answers until then; the first is in the incident's row while there is no other. */
const ANSWERS = `i.id AS "incidentId", i.nature, ${json('suspectedMalicious', 'i.suspected_malicious')} AS "suspectedMalicious",
  ${json('degradedMode', 'i.degraded_mode')} AS "degradedMode", ${json('patientDanger', 'i.patient_danger')} AS "patientDanger",
  ${json('dataTouched', 'i.data_touched')} AS "dataTouched",
  coalesce(v.answers->'dataClasses', to_jsonb(i.data_classes)) AS "dataClasses",
  CASE WHEN v.answers IS NULL THEN i.report ELSE nullif(v.answers->'report', 'null') END AS report`;

const SUBMITTED = `(
  SELECT jsonb_object_agg(stage, ${instantText('at')}) FROM (
    SELECT stage, min(n.told_at) AS at FROM authority_notice n, unnest(n.stages) AS stage
    WHERE n.incident_id = i.id AND n.status = ANY($3::text[]) AND n.recorded_at <= $2 GROUP BY stage
  ) AS first) AS submitted`;

const REQUESTED = `(
  SELECT jsonb_object_agg(key, jsonb_build_object('askedAt', ${instantText('asked_at')}, 'dueAt', ${instantText('due_at')},
    'answeredAt', (
      SELECT ${instantText('min(n.told_at)')} FROM authority_notice n
      WHERE n.incident_id = i.id AND n.status = ANY($3::text[]) AND key = ANY(n.stages) AND n.told_at >= asked_at
        AND n.recorded_at <= $2
    ))) FROM (
    SELECT DISTINCT ON (regime, stage) regime || '/' || stage AS key, asked_at, due_at FROM report_request
    WHERE incident_id = i.id AND recorded_at <= $2 ORDER BY regime, stage, ${LATEST_FIRST}
  ) AS latest) AS requested`;

/** What the incidents said of themselves at an instant, by incident: the same as `readTold`, of then. */
export async function readToldAt(
  tx: EntityManager,
  subjects: readonly Subject[],
  at: string,
): Promise<Map<string, Told>> {
  const found = await rows<Row>(
    tx,
    `SELECT ${ANSWERS}, ${SUBMITTED}, ${REQUESTED}
     FROM incident i LEFT JOIN LATERAL (
       SELECT answers FROM declaration_version WHERE incident_id = i.id AND recorded_at <= $2 ORDER BY number DESC LIMIT 1
     ) AS v ON true
     WHERE i.id = ANY($1::uuid[])`,
    [subjects.map(({ id }) => id), at, submittedStatuses],
  );
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  return new Map(
    found.map(({ incidentId, report, submitted, requested, ...answers }) => {
      const subject = byId.get(incidentId);
      return [
        incidentId,
        {
          answers: { ...answers, nature: subject?.nature ?? answers.nature, report: { ...emptyReport, ...report } },
          awareAt: subject?.awareAt ?? at,
          submitted: submitted ?? {},
          requested: requested ?? {},
        },
      ];
    }),
  );
}
