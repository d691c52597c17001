import type { Kind, PatientDanger } from '#libs/contracts';
import { execute, one, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** A declaration for which the analysts are rung. */
export interface DutyNotification {
  incidentId: string;
  kind: Kind;
  territory: string;
  reference: string;
  patientDanger: PatientDanger;
  declaredAt: string;
}

/** One statement, however many: a storm of declarations waits for it. */
export async function insertNotifications(tx: EntityManager, found: readonly DutyNotification[]): Promise<void> {
  await execute(
    tx,
    `INSERT INTO duty_notification (incident_id, kind, territory, reference, patient_danger, declared_at)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
     ON CONFLICT (incident_id) DO NOTHING`,
    [
      found.map(({ incidentId }) => incidentId),
      found.map(({ kind }) => kind),
      found.map(({ territory }) => territory),
      found.map(({ reference }) => reference),
      found.map(({ patientDanger }) => patientDanger),
      found.map(({ declaredAt }) => declaredAt),
    ],
  );
}

/** Whose analysts are rung together. */
export interface DutyGroup {
  territory: string;
  kind: Kind;
}

/** Groups with declarations for which nobody has been rung, and that have been quiet since `quietSince`. */
export function groupsToRing(tx: EntityManager, quietSince: Date): Promise<DutyGroup[]> {
  return rows<DutyGroup>(
    tx,
    `SELECT DISTINCT n.territory, n.kind FROM duty_notification n
     WHERE n.mailing_id IS NULL AND NOT EXISTS (
       SELECT FROM mailing g WHERE g.purpose = 'duty' AND g.territory = n.territory AND g.kind = n.kind AND g.created_at > $1
     )`,
    [quietSince],
  );
}

/** Holds the right to ring until the commit. @returns false while another process has it */
export async function holdBell(tx: EntityManager): Promise<boolean> {
  const { held } = await one<{ held: boolean }>(
    tx,
    `SELECT pg_try_advisory_xact_lock(hashtext('alerting.duty')) AS held`,
  );
  return held;
}

/** Puts all declarations of the group that wait into this mailing. */
export async function joinMailing(tx: EntityManager, mailingId: string, { territory, kind }: DutyGroup): Promise<void> {
  await execute(
    tx,
    'UPDATE duty_notification SET mailing_id = $1 WHERE mailing_id IS NULL AND territory = $2 AND kind = $3',
    [mailingId, territory, kind],
  );
}
