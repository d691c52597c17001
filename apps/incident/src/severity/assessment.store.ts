import type { Assessment, Severity, SeverityAnswers } from '#libs/contracts';
import { type DatabaseScope, execute, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

const COLUMNS = `id, incident_id AS "incidentId", answers, score, computed, severity, outlook, assessed_at AS "assessedAt"`;
/** A facility has no privilege on who assessed it and why: the reason may speak of others. */
const AGENCY_ONLY = { facility: 'NULL AS reason, NULL AS "assessedBy"', agency: 'reason, assessed_by AS "assessedBy"' };

export async function insertAssessment(
  tx: EntityManager,
  { id, incidentId, answers, score, computed, severity, outlook, reason, assessedBy, assessedAt }: Assessment,
  facilityId: string,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO assessment
       (id, incident_id, facility_id, answers, score, computed, severity, outlook, reason, assessed_by, assessed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [id, incidentId, facilityId, answers, score, computed, severity, outlook, reason, assessedBy, assessedAt],
  );
}

/** Newest first. */
export async function readAssessments(
  tx: EntityManager,
  incidentId: string,
  { kind }: DatabaseScope,
): Promise<Assessment[]> {
  const found = await rows<Omit<Assessment, 'assessedAt'> & { assessedAt: Date }>(
    tx,
    `SELECT ${COLUMNS}, ${AGENCY_ONLY[kind === 'facility' ? 'facility' : 'agency']} FROM assessment
     WHERE incident_id = $1 ORDER BY assessed_at DESC, id DESC`,
    [incidentId],
  );
  return found.map((row) => ({ ...row, assessedAt: row.assessedAt.toISOString() }));
}

/** An incident that lasts, with its last score. */
export interface Lasting {
  score: number | null;
  severity: Severity | null;
  danger: SeverityAnswers['danger'] | null;
}

/** Those of a regional incident. */
export const readLasting = (tx: EntityManager, regionalId: string): Promise<Lasting[]> =>
  rows<Lasting>(
    tx,
    `SELECT i.score, i.severity, (
       SELECT a.answers->>'danger' FROM assessment a WHERE a.incident_id = i.id ORDER BY a.assessed_at DESC, a.id DESC LIMIT 1
     ) AS danger
     FROM incident i WHERE i.regional_id = $1 AND i.state NOT IN ('resolved', 'closed')`,
    [regionalId],
  );
