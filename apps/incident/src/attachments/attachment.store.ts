import { Refusal, type Attachment } from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import type { CommandContext } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { type AttachmentRow, attachmentColumns, ownUpload, toAttachment } from './attachment.row.js';

/** A file of an incident, and where it belongs. */
export interface Held extends Attachment {
  facilityId: string;
}

/** What opens a file; only the service itself may read it. */
export interface Opening {
  size: number;
  keyId: string;
  wrappedKey: Buffer;
  sha256: Buffer | null;
}

/** @throws Refusal('not-found') for one that is not in scope, or on somebody else's way */
export async function held(
  tx: EntityManager,
  { incidentId, attachmentId }: { incidentId: string; attachmentId: string },
  { scope, actor }: CommandContext,
  lock: 'FOR UPDATE' | '' = '',
): Promise<Held> {
  const found = await maybeOne<AttachmentRow & { facilityId: string }>(
    tx,
    `SELECT ${attachmentColumns(scope)}, facility_id AS "facilityId" FROM attachment
     WHERE id = $1 AND incident_id = $2 AND (state <> 'uploading' OR ${ownUpload(scope, '$3')}) ${lock}`,
    [attachmentId, incidentId, actor.id],
  );
  if (!found) throw new Refusal('not-found');
  return { ...toAttachment(found), facilityId: found.facilityId };
}

/** Only the agency fetches what is not clean, and says why. @throws Refusal('attachment-unscanned'), Refusal('attachment-not-clean'), Refusal('attachment-reason-needed') */
export function requireReason(
  { verdict }: Pick<Attachment, 'verdict'>,
  reason: string | null,
  { scope }: CommandContext,
): void {
  if (verdict === 'clean') return;
  if (scope.kind === 'facility')
    throw new Refusal(verdict === 'unscanned' ? 'attachment-unscanned' : 'attachment-not-clean');
  if (reason === null) throw new Refusal('attachment-reason-needed');
}

/** In scope `system`. @returns undefined when there is no key any more */
export async function openingOf(tx: EntityManager, attachmentId: string): Promise<Opening | undefined> {
  const found = await maybeOne<Omit<Opening, 'size'> & { size: string }>(
    tx,
    `SELECT size, key_id AS "keyId", wrapped_key AS "wrappedKey", sha256 FROM attachment WHERE id = $1 AND wrapped_key IS NOT NULL`,
    [attachmentId],
  );
  return found && { ...found, size: Number(found.size) };
}

export interface Claim {
  attachmentId: string;
  writer: string;
  now: Date;
  until: Date;
}

/** One process writes a file at a time. In scope `system`. */
export async function claimWriting(tx: EntityManager, { attachmentId, writer, now, until }: Claim): Promise<boolean> {
  const claimed = await execute(
    tx,
    `UPDATE attachment SET writer = $2, writer_until = $4
     WHERE id = $1 AND state = 'uploading' AND (writer IS NULL OR writer = $2 OR writer_until < $3)`,
    [attachmentId, writer, now, until],
  );
  return claimed === 1;
}

export async function leaveWriting(tx: EntityManager, attachmentId: string, writer: string): Promise<void> {
  await execute(tx, 'UPDATE attachment SET writer = NULL, writer_until = NULL WHERE id = $1 AND writer = $2', [
    attachmentId,
    writer,
  ]);
}

export async function keepHash(tx: EntityManager, attachmentId: string, sha256: Buffer): Promise<void> {
  await execute(tx, `UPDATE attachment SET sha256 = $2 WHERE id = $1 AND state = 'uploading'`, [attachmentId, sha256]);
}

export interface NewAttachment {
  id: string;
  incidentId: string;
  facilityId: string;
  kind: string;
  side: 'facility' | 'agency';
  visibility: string;
  tlp: string | null;
  name: string;
  originalName: string;
  size: number;
  purpose: string;
  by: string;
  at: string;
  keyId: string;
  wrappedKey: Buffer;
}

export async function insertAttachment(tx: EntityManager, file: NewAttachment): Promise<void> {
  await execute(
    tx,
    `INSERT INTO attachment (id, incident_id, facility_id, kind, side, visibility, tlp, name, original_name, size, purpose, ${file.side}_by,
       begun_at, key_id, wrapped_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      file.id,
      file.incidentId,
      file.facilityId,
      file.kind,
      file.side,
      file.visibility,
      file.tlp,
      file.name,
      file.originalName,
      file.size,
      file.purpose,
      file.by,
      file.at,
      file.keyId,
      file.wrappedKey,
    ],
  );
}

/** What is there already of an incident and of a facility, as far as the scope sees. */
export async function amountOf(
  tx: EntityManager,
  incidentId: string,
  facilityId: string,
): Promise<{ count: number; bytes: number }> {
  const [found] = await rows<{ count: number; bytes: number }>(
    tx,
    `SELECT (count(*) FILTER (WHERE incident_id = $1))::int AS count, coalesce(sum(size), 0)::float8 AS bytes
     FROM attachment WHERE facility_id = $2 AND state <> 'destroyed'`,
    [incidentId, facilityId],
  );
  return found ?? { count: 0, bytes: 0 };
}
