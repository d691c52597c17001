import type { Kind } from '#libs/contracts';
import { one, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { Links } from '../mails/links.js';
import type { ReminderMail } from '../mails/reminder-mail.template.js';
import type { Timing } from './reminder.store.js';

/** Due times named in one mail; the others are counted. */
const NAMED = 20;

/** What the template needs, but the place, which only the directory knows. */
export type ReminderFacts = Omit<ReminderMail, 'place'>;

/** Reads the due times of a mailing, the most urgent first. */
export async function reminderFacts(tx: EntityManager, mailingId: string, links: Links): Promise<ReminderFacts> {
  const found = await rows<{ incidentId: string; reference: string; dueAt: Date; timing: Timing }>(
    tx,
    `SELECT incident_id AS "incidentId", reference, due_at AS "dueAt", timing FROM clock_reminder
     WHERE mailing_id = $1 ORDER BY due_at, reference, event_id LIMIT $2`,
    [mailingId, NAMED],
  );
  const { kind, total } = await one<{ kind: Kind; total: number }>(
    tx,
    `SELECT g.kind, (SELECT count(*)::int FROM clock_reminder r WHERE r.mailing_id = g.id) AS total
     FROM mailing g WHERE g.id = $1`,
    [mailingId],
  );
  const dueTimes = found.map(({ incidentId, ...due }) => ({ ...due, url: links.incident(incidentId) }));
  return { kind, dueTimes, total, platformUrl: links.platform() };
}
