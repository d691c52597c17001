import type { Kind } from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';

/**
 * Why somebody is mailed: `recorded` tells a facility that the agency declared in its name, `receipt` answers a mail that came, `webhook`
 * says that an endpoint was switched off.
 */
export type MailPurpose = 'advisory' | 'duty' | 'recorded' | 'clock' | 'receipt' | 'webhook';

/** The intent to mail a group of people; prepared once its mails are written. */
export interface MailingRow {
  id: string;
  purpose: MailPurpose;
  kind: Kind;
  broadcastId: string | null;
  territory: string | null;
  /** Whose people are told; null for the agency's. */
  facilityId: string | null;
  /** The one analyst who is reminded. */
  addresseeId: string | null;
  attempts: number;
}

/** One mailing for each broadcast of the advisory that has none yet. */
export async function insertAdvisoryMailing(tx: EntityManager, advisoryId: string, now: Date): Promise<void> {
  await execute(
    tx,
    `INSERT INTO mailing (id, purpose, kind, broadcast_id, created_at, next_at)
     SELECT $2, 'advisory', b.kind, b.id, $3, $3 FROM broadcast b
     WHERE b.advisory_id = $1 AND NOT EXISTS (SELECT FROM mailing g WHERE g.broadcast_id = b.id)
     ORDER BY b.version LIMIT 1
     ON CONFLICT (broadcast_id) DO NOTHING`,
    [advisoryId, newId(), now],
  );
}

export async function insertDutyMailing(
  tx: EntityManager,
  { territory, kind }: { territory: string; kind: Kind },
  now: Date,
): Promise<string> {
  const id = newId();
  await execute(
    tx,
    `INSERT INTO mailing (id, purpose, kind, territory, created_at, next_at) VALUES ($1, 'duty', $2, $3, $4, $4)`,
    [id, kind, territory, now],
  );
  return id;
}

/** The answer to a mail: its one message is written with it, so that nothing is left to prepare. */
export async function insertReceiptMailing(tx: EntityManager, now: Date): Promise<string> {
  const id = newId();
  await execute(
    tx,
    `INSERT INTO mailing (id, purpose, kind, created_at, next_at, prepared_at) VALUES ($1, 'receipt', 'real', $2, $2, $2)`,
    [id, now],
  );
  return id;
}

/** To the managers of a facility, or to the one person who made the agency's endpoint. */
export async function insertWebhookMailing(
  tx: EntityManager,
  {
    endpointId,
    facilityId,
    addresseeId,
  }: { endpointId: string; facilityId: string | null; addresseeId: string | null },
  now: Date,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO mailing (id, purpose, kind, facility_id, addressee_id, endpoint_id, created_at, next_at)
     VALUES ($1, 'webhook', 'real', $2, $3, $4, $5, $5)`,
    [newId(), facilityId, addresseeId, endpointId, now],
  );
}

/** Takes the mailing that has waited longest; who dies meanwhile loses it at `leaseUntil`. */
export function takeMailing(tx: EntityManager, now: Date, leaseUntil: Date): Promise<MailingRow | undefined> {
  return maybeOne<MailingRow>(
    tx,
    `UPDATE mailing g SET attempts = g.attempts + 1, next_at = $2
     FROM (
       SELECT id FROM mailing WHERE prepared_at IS NULL AND next_at <= $1 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED
     ) due
     WHERE g.id = due.id
     RETURNING g.id, g.purpose, g.kind, g.broadcast_id AS "broadcastId", g.territory, g.facility_id AS "facilityId",
       g.addressee_id AS "addresseeId", g.attempts`,
    [now, leaseUntil],
  );
}

export async function postponeMailing(tx: EntityManager, id: string, nextAt: Date): Promise<void> {
  await execute(tx, 'UPDATE mailing SET next_at = $2 WHERE id = $1 AND prepared_at IS NULL', [id, nextAt]);
}

export async function markPrepared(tx: EntityManager, id: string, now: Date): Promise<void> {
  await execute(tx, 'UPDATE mailing SET prepared_at = $2 WHERE id = $1 AND prepared_at IS NULL', [id, now]);
}

/** The facilities on the frozen list. */
export async function facilitiesOf(tx: EntityManager, broadcastId: string): Promise<string[]> {
  const found = await rows<{ facilityId: string }>(
    tx,
    'SELECT facility_id AS "facilityId" FROM recipient WHERE broadcast_id = $1 ORDER BY facility_id',
    [broadcastId],
  );
  return found.map(({ facilityId }) => facilityId);
}
