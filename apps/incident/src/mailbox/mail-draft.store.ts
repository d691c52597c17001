import { execute, one, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import type { ReadAttachment, ReadMail } from './mail.reader.js';
import type { Guess } from './sender.guess.js';

export interface Box {
  box: string;
  uidValidity: bigint;
}

/** Those of the mails that are recorded already. */
export async function knownUids(
  tx: EntityManager,
  { box, uidValidity }: Box,
  uids: readonly number[],
): Promise<Set<number>> {
  const found = await rows<{ uid: string }>(
    tx,
    'SELECT uid FROM mail_draft WHERE box = $1 AND uid_validity = $2 AND uid = ANY($3::bigint[])',
    [box, String(uidValidity), uids],
  );
  return new Set(found.map(({ uid }) => Number(uid)));
}

/** @returns whether this call recorded it: another may have been faster, or the server has numbered its box anew */
export async function insertDraft(
  tx: EntityManager,
  id: string,
  { box, uidValidity }: Box,
  mail: ReadMail,
  more: { guess: Guess | null; answerAddress: string | null; now: Date },
): Promise<boolean> {
  const { guess, answerAddress, now } = more;
  const written = await execute(
    tx,
    `INSERT INTO mail_draft (id, box, uid_validity, uid, message_id, digest, sender_name, sender_address, subject, text, marks, received_at,
       recorded_at, attachment_count, guess_facility_id, guess_territory, guess_reason, answer_address)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     ON CONFLICT DO NOTHING`,
    [
      id,
      box,
      String(uidValidity),
      mail.uid,
      mail.messageId,
      mail.digest,
      mail.senderName,
      mail.senderAddress,
      mail.subject,
      mail.text,
      mail.marks,
      mail.receivedAt ?? now,
      now,
      mail.attachments.length,
      guess?.facilityId ?? null,
      guess?.territory ?? null,
      guess?.reason ?? null,
      answerAddress,
    ],
  );
  return written === 1;
}

export async function insertAttachment(
  tx: EntityManager,
  draftId: string,
  number: number,
  { name, mediaType, size, spool }: ReadAttachment,
): Promise<void> {
  const id = newId();
  await execute(
    tx,
    'INSERT INTO mail_attachment (id, draft_id, number, name, media_type, size, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, draftId, number, name, mediaType, size, spool?.sha256 ?? null],
  );
  if (!spool) return;
  let chunk = 0;
  for await (const content of spool.chunks()) {
    chunk += 1;
    await execute(tx, 'INSERT INTO mail_attachment_chunk (attachment_id, number, content) VALUES ($1, $2, $3)', [
      id,
      chunk,
      content,
    ]);
  }
}

const HOUR = 3_600_000;
/** Answers to all senders within an hour: forged senders must not make us write to thousands who never wrote. */
const MOST_ANSWERS = 500;

/** Whether the address may be told now; holds everybody else's answer until the commit. */
export async function mayAnswer(tx: EntityManager, address: string, now: Date): Promise<boolean> {
  await execute(tx, `SELECT pg_advisory_xact_lock(hashtext('incident.mail-answer'))`);
  const { own, all } = await one<{ own: number; all: number }>(
    tx,
    `SELECT count(*) FILTER (WHERE lower(answer_address) = lower($1))::int AS own, count(*)::int AS all
     FROM mail_draft WHERE answer_address IS NOT NULL AND recorded_at > $2`,
    [address, new Date(now.getTime() - HOUR)],
  );
  return own === 0 && all < MOST_ANSWERS;
}

/** Takes or keeps the mailbox until then. @returns false while another process has it */
export async function holdBox(
  tx: EntityManager,
  { box, holder, now, until }: { box: string; holder: string; now: Date; until: Date },
): Promise<boolean> {
  const held = await execute(
    tx,
    `INSERT INTO mailbox_lease (box, holder, until) VALUES ($1, $2, $4)
     ON CONFLICT (box) DO UPDATE SET holder = $2, until = $4 WHERE mailbox_lease.holder = $2 OR mailbox_lease.until <= $3`,
    [box, holder, now, until],
  );
  return held === 1;
}

export async function leaveBox(tx: EntityManager, box: string, holder: string): Promise<void> {
  await execute(tx, 'DELETE FROM mailbox_lease WHERE box = $1 AND holder = $2', [box, holder]);
}
