import type { Kind } from '#libs/contracts';
import { execute, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';

export type Timing = 'before' | 'at' | 'after';

/** A due time that somebody is reminded of. */
export interface Reminder {
  eventId: string;
  incidentId: string;
  kind: Kind;
  territory: string;
  reference: string;
  dueAt: string;
  timing: Timing;
  facilityId: string;
  declarantId: string | null;
  /** The analyst in charge; null: whoever is on duty. */
  assigneeId: string | null;
}

/** Notes each reminder for both of its audiences, in one statement however many. */
export async function insertReminders(tx: EntityManager, found: readonly Reminder[]): Promise<void> {
  await execute(
    tx,
    `INSERT INTO clock_reminder (event_id, audience, incident_id, kind, territory, reference, due_at, timing, facility_id, declarant_id,
       addressee_id)
     SELECT r."eventId", a.audience, r."incidentId", r.kind, r.territory, r.reference, r."dueAt", r.timing,
       CASE WHEN a.audience = 'facility' THEN r."facilityId" END, CASE WHEN a.audience = 'facility' THEN r."declarantId" END,
       CASE WHEN a.audience = 'agency' THEN r."assigneeId" END
     FROM jsonb_to_recordset($1::jsonb) AS r ("eventId" uuid, "incidentId" uuid, kind text, territory text, reference text,
       "dueAt" timestamptz, timing text, "facilityId" uuid, "declarantId" uuid, "assigneeId" uuid)
     CROSS JOIN (VALUES ('facility'), ('agency')) AS a (audience)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(found)],
  );
}

/** Who is reminded together: the people of a facility, an analyst, or (with neither) whoever is on duty for a territory. */
interface ReminderGroup {
  territory: string;
  kind: Kind;
  facilityId: string | null;
  addresseeId: string | null;
}

const SAME_GROUP = (one: string, other: string): string =>
  `${one}.territory = ${other}.territory AND ${one}.kind = ${other}.kind AND ${one}.facility_id IS NOT DISTINCT FROM ${other}.facility_id
   AND ${one}.addressee_id IS NOT DISTINCT FROM ${other}.addressee_id`;

/**
 * Writes a mailing for each group that has waited quietly since `quietSince`, and puts its reminders into it: two statements, however many.
 *
 * @returns whether there may be more groups
 */
export async function gatherReminders(
  tx: EntityManager,
  { now, quietSince, limit }: { now: Date; quietSince: Date; limit: number },
): Promise<boolean> {
  const groups = await rows<ReminderGroup>(
    tx,
    `SELECT DISTINCT territory, kind, facility_id AS "facilityId", addressee_id AS "addresseeId" FROM clock_reminder r
     WHERE mailing_id IS NULL AND NOT EXISTS (
       SELECT FROM mailing g WHERE g.purpose = 'clock' AND ${SAME_GROUP('g', 'r')} AND g.created_at > $1)
     LIMIT $2`,
    [quietSince, limit],
  );
  if (groups.length === 0) return false;
  await execute(
    tx,
    `WITH written AS (
       INSERT INTO mailing (id, purpose, kind, territory, facility_id, addressee_id, created_at, next_at)
       SELECT g.id, 'clock', g.kind, g.territory, g."facilityId", g."addresseeId", $1, $1
       FROM jsonb_to_recordset($2::jsonb) AS g (id uuid, kind text, territory text, "facilityId" uuid, "addresseeId" uuid)
       RETURNING *
     )
     UPDATE clock_reminder r SET mailing_id = w.id FROM written w WHERE r.mailing_id IS NULL AND ${SAME_GROUP('w', 'r')}`,
    [now, JSON.stringify(groups.map((group) => ({ ...group, id: newId() })))],
  );
  return groups.length === limit;
}

/** Who declared the incidents of a mailing. */
export async function declarantsOf(tx: EntityManager, mailingId: string): Promise<Set<string>> {
  const found = await rows<{ declarantId: string }>(
    tx,
    `SELECT DISTINCT declarant_id AS "declarantId" FROM clock_reminder WHERE mailing_id = $1 AND declarant_id IS NOT NULL`,
    [mailingId],
  );
  return new Set(found.map(({ declarantId }) => declarantId));
}
