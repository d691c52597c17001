import { type Attachment, type Kind, Refusal, type Visibility } from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

/** What came with a mail, as far as it can be fetched. */
export type MailFile = Pick<Attachment, 'id' | 'name' | 'size' | 'state' | 'verdict' | 'visibility'> & {
  facilityId: string | null;
};

/** @throws Refusal('not-found') also for what was not kept, Refusal('attachment-waiting') before it is in the store */
export async function heldOfMail(
  tx: EntityManager,
  { mailDraftId, attachmentId }: { mailDraftId: string; attachmentId: string },
): Promise<MailFile> {
  const found = await maybeOne<Omit<MailFile, 'state'> & { state: Attachment['state'] | null }>(
    tx,
    `SELECT m.id, m.name, m.size::float8 AS size, a.state, a.verdict, a.visibility, a.facility_id AS "facilityId"
     FROM mail_attachment m LEFT JOIN attachment a ON a.id = m.id AND a.mail_draft_id = m.draft_id
     WHERE m.id = $1 AND m.draft_id = $2 AND m.sha256 IS NOT NULL AND m.size > 0`,
    [attachmentId, mailDraftId],
  );
  if (!found) throw new Refusal('not-found');
  const { state, ...file } = found;
  if (state === null || state === 'uploading') throw new Refusal('attachment-waiting');
  if (state === 'destroyed') throw new Refusal('attachment-destroyed');
  return { ...file, state };
}

/** A file that is still in the database. */
export interface Kept {
  id: string;
  mailDraftId: string;
  name: string;
  size: number;
  sha256: Buffer;
  /** What its mail was about. */
  purpose: string;
}

/** What waits the longest, for the one process that claims it; when that one dies, another claims it after `until`. */
export async function claimKept(tx: EntityManager, now: Date, until: Date): Promise<Kept | undefined> {
  return maybeOne<Kept>(
    tx,
    `UPDATE mail_attachment m SET move_at = $2 FROM mail_draft d
     WHERE d.id = m.draft_id AND m.id = (
       SELECT id FROM mail_attachment WHERE moved_at IS NULL AND sha256 IS NOT NULL AND size > 0 AND move_at <= $1
       ORDER BY move_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING m.id, m.draft_id AS "mailDraftId", m.name, m.size::float8 AS size, m.sha256, coalesce(d.subject, 'Courriel') AS purpose`,
    [now, until],
  );
}

export async function putOff(tx: EntityManager, id: string, until: Date): Promise<void> {
  await execute(tx, 'UPDATE mail_attachment SET move_at = $2 WHERE id = $1', [id, until]);
}

/** @returns null behind the last piece */
export async function pieceOf(tx: EntityManager, id: string, number: number): Promise<Buffer | null> {
  const found = await maybeOne<{ content: Buffer }>(
    tx,
    'SELECT content FROM mail_attachment_chunk WHERE attachment_id = $1 AND number = $2',
    [id, number],
  );
  return found?.content ?? null;
}

/** Its record, once. @returns the hash of what is in the store already */
export async function announce(
  tx: EntityManager,
  { id, mailDraftId, name, size, purpose }: Kept,
  { keyId, wrappedKey, at }: { keyId: string; wrappedKey: Buffer; at: string },
): Promise<string | null> {
  await execute(
    tx,
    `INSERT INTO attachment (id, mail_draft_id, source, kind, side, visibility, name, original_name, size, purpose, begun_at, key_id, wrapped_key)
     VALUES ($1, $2, 'mail', 'real', 'agency', 'agency', $3, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
    [id, mailDraftId, name, size, purpose, at, keyId, wrappedKey],
  );
  const found = await maybeOne<{ sha256: string | null }>(
    tx,
    `SELECT encode(sha256, 'hex') AS sha256 FROM attachment WHERE id = $1 AND mail_draft_id = $2 AND state = 'uploading'`,
    [id, mailDraftId],
  );
  if (!found) throw new Error('another file has the id of what came with a mail');
  return found.sha256;
}

/** From here on it is in the store alone. @returns false when the store holds something else */
export async function keepStored(tx: EntityManager, { id, sha256 }: Kept, at: string): Promise<boolean> {
  const stored = await execute(
    tx,
    `UPDATE attachment SET state = 'stored', stored_at = $2, scan_at = $2 WHERE id = $1 AND state = 'uploading' AND sha256 = $3`,
    [id, at, sha256],
  );
  if (stored === 0) return false;
  await execute(tx, 'DELETE FROM mail_attachment_chunk WHERE attachment_id = $1', [id]);
  await execute(tx, 'UPDATE mail_attachment SET moved_at = $2 WHERE id = $1', [id, at]);
  return true;
}

/** What is in the store is not what came: it is stored anew. */
export async function forgetHash(tx: EntityManager, id: string): Promise<void> {
  await execute(tx, `UPDATE attachment SET sha256 = NULL WHERE id = $1 AND state = 'uploading'`, [id]);
}

/** A file whose mail has become an incident. */
export interface Claimed {
  id: string;
  incidentId: string;
  /** Who has declared from the mail. */
  by: string;
}

export function claimed(tx: EntityManager): Promise<Claimed[]> {
  return rows<Claimed>(
    tx,
    `SELECT a.id, d.incident_id AS "incidentId", d.decided_by AS by FROM attachment a JOIN mail_draft d ON d.id = a.mail_draft_id
     WHERE a.incident_id IS NULL AND a.state = 'stored' AND d.state = 'accepted' ORDER BY a.id LIMIT 100`,
  );
}

export interface Bound {
  id: string;
  incidentId: string;
  facilityId: string;
  kind: Kind;
  name: string;
  size: number;
  sha256: string;
  visibility: Visibility;
}

/** Under the incident's lock, once. @returns undefined when somebody else has */
export async function bind(
  tx: EntityManager,
  { id, incidentId }: Pick<Claimed, 'id' | 'incidentId'>,
): Promise<Bound | undefined> {
  await maybeOne(tx, 'SELECT id FROM incident WHERE id = $1 FOR UPDATE', [incidentId]);
  return maybeOne<Bound>(
    tx,
    `UPDATE attachment a SET incident_id = i.id, facility_id = i.facility_id, kind = i.kind
     FROM incident i WHERE i.id = $2 AND a.id = $1 AND a.incident_id IS NULL
     RETURNING a.id, a.incident_id AS "incidentId", a.facility_id AS "facilityId", a.kind, a.name, a.size::float8 AS size,
       encode(a.sha256, 'hex') AS sha256, a.visibility`,
    [id, incidentId],
  );
}
