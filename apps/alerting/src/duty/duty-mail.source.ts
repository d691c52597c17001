import type { Kind, PatientDanger } from '#libs/contracts';
import { one, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { DutyMail } from '../mails/duty-mail.template.js';
import type { Links } from '../mails/links.js';

/** Declarations named in one mail; the others are counted. */
const NAMED = 20;

/** The gravest first. */
const GRAVITY: readonly PatientDanger[] = ['proven', 'potential', 'unknown', 'none'];

/** What the template needs, but the place, which only the directory knows. */
export type DutyFacts = Omit<DutyMail, 'place'>;

/** Reads the declarations of a mailing. */
export async function dutyFacts(tx: EntityManager, mailingId: string, links: Links): Promise<DutyFacts> {
  const found = await rows<{
    incidentId: string;
    reference: string;
    patientDanger: PatientDanger;
    declaredAt: Date;
  }>(
    tx,
    `SELECT incident_id AS "incidentId", reference, patient_danger AS "patientDanger", declared_at AS "declaredAt"
     FROM duty_notification WHERE mailing_id = $1
     ORDER BY array_position($2::text[], patient_danger), declared_at, incident_id LIMIT $3`,
    [mailingId, GRAVITY, NAMED],
  );
  const { kind, total } = await one<{ kind: Kind; total: number }>(
    tx,
    `SELECT g.kind, (SELECT count(*)::int FROM duty_notification n WHERE n.mailing_id = g.id) AS total
     FROM mailing g WHERE g.id = $1`,
    [mailingId],
  );
  const declarations = found.map(({ incidentId, ...declaration }) => ({
    ...declaration,
    url: links.incident(incidentId),
  }));
  return { kind, declarations, total, platformUrl: links.platform() };
}
