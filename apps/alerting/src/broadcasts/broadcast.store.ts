import type { AudienceMember } from '#libs/contracts';
import { execute } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import type { AdvisoryRow } from '../advisories/advisory.store.js';

const RECIPIENTS = `
  INSERT INTO recipient (id, broadcast_id, advisory_id, advisory_version, facility_id, facility_name, commune, category, territory,
    kind, reasons, state, version, sent_at)
  SELECT r.id, $1, $2, $3, r.facility_id, r.name, r.commune, r.category, r.territory, $4, string_to_array(r.reasons, ','), 'sent', 0, $5
  FROM unnest($6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
    AS r (id, facility_id, name, commune, category, territory, reasons)`;

/** Writes the broadcast of an approved version and its list, in one statement however long it is. */
export async function freezeRecipients(
  tx: EntityManager,
  { id, version, kind, approverId }: AdvisoryRow,
  members: readonly AudienceMember[],
  sentAt: Date,
): Promise<void> {
  const broadcastId = newId();
  await execute(
    tx,
    `INSERT INTO broadcast (id, advisory_id, version, kind, approver_id, recipient_count, sent_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [broadcastId, id, version, kind, approverId, members.length, sentAt],
  );
  await execute(tx, RECIPIENTS, [
    broadcastId,
    id,
    version,
    kind,
    sentAt,
    members.map(() => newId()),
    members.map(({ facilityId }) => facilityId),
    members.map(({ name }) => name),
    members.map(({ commune }) => commune),
    members.map(({ category }) => category),
    members.map(({ territory }) => territory),
    members.map(({ reasons }) => reasons.join(',')),
  ]);
}
