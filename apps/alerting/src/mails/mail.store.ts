import type { Kind } from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { RecordedFacts } from '../recorded/recorded.store.js';
import type { MailPurpose } from './mailing.store.js';

/** One message to one contact point (advisory, recorded), person (duty, clock, webhook) or sender of a mail (receipt). */
export interface MailRow {
  id: string;
  mailingId: string;
  kind: Kind;
  facilityId: string | null;
  addresseeId: string;
  messageId: string;
  /** This attempt included. */
  attempts: number;
  createdAt: Date;
  purpose: MailPurpose;
  broadcastId: string | null;
  territory: string | null;
  facts: RecordedFacts | null;
  /** Of the webhook that it is about. */
  endpointId: string | null;
}

/**
 * Takes a mail for sending until `leaseUntil`; who dies meanwhile loses it to the next.
 *
 * @returns undefined when it is sent, failed, or in somebody else's hands
 */
export function takeMail(tx: EntityManager, id: string, now: Date, leaseUntil: Date): Promise<MailRow | undefined> {
  return maybeOne<MailRow>(
    tx,
    `UPDATE mail m SET attempts = m.attempts + 1, lease_until = $3, next_at = $3
     FROM mailing g
     WHERE m.id = $1 AND m.state = 'open' AND (m.lease_until IS NULL OR m.lease_until <= $2) AND g.id = m.mailing_id
     RETURNING m.id, m.mailing_id AS "mailingId", m.kind, m.facility_id AS "facilityId", m.addressee_id AS "addresseeId",
       m.message_id AS "messageId", m.attempts, m.created_at AS "createdAt", g.purpose, g.broadcast_id AS "broadcastId", g.territory, g.facts,
       g.endpoint_id AS "endpointId"`,
    [id, now, leaseUntil],
  );
}

/** Whoever holds the lease: a mail that has left is sent, even when somebody else has taken it over. */
export async function markSent(tx: EntityManager, id: string, now: Date): Promise<void> {
  await execute(
    tx,
    `UPDATE mail SET state = 'sent', sent_at = $2, lease_until = NULL, failure = NULL WHERE id = $1 AND state = 'open'`,
    [id, now],
  );
}

/** Gives the mail back, to be tried again then. */
export async function postpone(
  tx: EntityManager,
  { id, attempts }: MailRow,
  nextAt: Date,
  failure: string,
): Promise<void> {
  await execute(
    tx,
    `UPDATE mail SET next_at = $3, lease_until = NULL, failure = $4 WHERE id = $1 AND attempts = $2 AND state = 'open'`,
    [id, attempts, nextAt, failure],
  );
}

/** Nobody tries again: the board shows it. */
export async function markFailed(tx: EntityManager, { id, attempts }: MailRow, failure: string): Promise<void> {
  await execute(
    tx,
    `UPDATE mail SET state = 'failed', lease_until = NULL, failure = $3 WHERE id = $1 AND attempts = $2 AND state = 'open'`,
    [id, attempts, failure],
  );
}

/** Mails that are due and not in the queue, or were lost by it. They are not due again before `offerAgainAt`. */
export async function takeDue(tx: EntityManager, now: Date, offerAgainAt: Date, limit: number): Promise<string[]> {
  const due = await rows<{ id: string }>(
    tx,
    `WITH due AS (
       SELECT id FROM mail WHERE state = 'open' AND next_at <= $1 ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED
     )
     UPDATE mail SET next_at = $2 FROM due WHERE mail.id = due.id RETURNING mail.id`,
    [now, offerAgainAt, limit],
  );
  return due.map(({ id }) => id);
}

export interface NewMail {
  id: string;
  facilityId: string | null;
  addresseeId: string;
  messageId: string;
}

/** Writes the mails that are not there yet: one per mailing and addressee. */
export async function insertMails(
  tx: EntityManager,
  mailing: { id: string; kind: Kind },
  mails: readonly NewMail[],
  now: Date,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO mail (id, mailing_id, kind, facility_id, addressee_id, message_id, state, next_at, created_at)
     SELECT m.id, $1, $2, m.facility_id, m.addressee_id, m.message_id, 'open', $3, $3
     FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::text[]) AS m (id, facility_id, addressee_id, message_id)
     ON CONFLICT (mailing_id, addressee_id) DO NOTHING`,
    [
      mailing.id,
      mailing.kind,
      now,
      mails.map(({ id }) => id),
      mails.map(({ facilityId }) => facilityId),
      mails.map(({ addresseeId }) => addresseeId),
      mails.map(({ messageId }) => messageId),
    ],
  );
}
