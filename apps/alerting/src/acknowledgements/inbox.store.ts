import type { AcknowledgementState, InboxItem, Kind, Locale, Tlp } from '#libs/contracts';
import { maybeOne, one, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import type { Position } from '../paging/cursor.js';
import { openStates } from './answer.rule.js';

/** An advisory as one facility received it, and the row that holds its answer. */
export interface RecipientRow {
  id: string;
  advisoryId: string;
  advisoryVersion: number;
  facilityId: string;
  reference: string;
  kind: Kind;
  tlp: Tlp;
  title: string;
  respondBy: Date | null;
  sentAt: Date;
  state: AcknowledgementState;
  note: string | null;
  answeredAt: Date | null;
  /** Of the last event. */
  version: number;
}

/** `$1` is the reader's language. */
const ITEM = `
  SELECT r.id, r.advisory_id AS "advisoryId", r.advisory_version AS "advisoryVersion", r.facility_id AS "facilityId", a.reference,
    r.kind, a.tlp, t.title, a.respond_by AS "respondBy", r.sent_at AS "sentAt", r.state, r.note, r.answered_at AS "answeredAt",
    r.version
  FROM recipient r
  JOIN advisory a ON a.id = r.advisory_id
  CROSS JOIN LATERAL (
    SELECT title FROM advisory_text x
    WHERE x.advisory_id = r.advisory_id AND x.version = r.advisory_version AND x.locale IN ($1, 'fr')
    ORDER BY (x.locale = $1) DESC LIMIT 1
  ) t`;

const OF_FACILITY = `($1::uuid IS NULL OR r.facility_id = $1) AND ($2::text[] IS NULL OR r.state = ANY($2))`;
const COUNT = `SELECT count(*)::int AS total FROM recipient r WHERE ${OF_FACILITY}`;
const LIST = `${ITEM}
  WHERE ($2::uuid IS NULL OR r.facility_id = $2) AND ($3::text[] IS NULL OR r.state = ANY($3))
    AND ($4::timestamptz IS NULL OR (r.sent_at, r.id) < ($4, $5::uuid))
  ORDER BY r.sent_at DESC, r.id DESC LIMIT $6`;
/** The newest version, once there are corrections. */
const FIND = `${ITEM} WHERE r.advisory_id = $2 AND r.facility_id = $3 ORDER BY r.advisory_version DESC LIMIT 1`;

export interface InboxFilter {
  facilityId: string | null;
  open: boolean;
}

export async function countInbox(tx: EntityManager, { facilityId, open }: InboxFilter): Promise<number> {
  return (await one<{ total: number }>(tx, COUNT, [facilityId, open ? openStates : null])).total;
}

export function listInbox(
  tx: EntityManager,
  { facilityId, open }: InboxFilter,
  page: { after: Position | null; limit: number; locale: Locale },
): Promise<RecipientRow[]> {
  const { after, limit, locale } = page;
  const filter = [facilityId, open ? openStates : null];
  return rows<RecipientRow>(tx, LIST, [locale, ...filter, after?.at ?? null, after?.id ?? null, limit]);
}

export interface RecipientKey {
  advisoryId: string;
  facilityId: string;
}

export function findRecipient(
  tx: EntityManager,
  { advisoryId, facilityId }: RecipientKey,
  locale: Locale,
): Promise<RecipientRow | undefined> {
  return maybeOne<RecipientRow>(tx, FIND, [locale, advisoryId, facilityId]);
}

/** The same, held until the commit: answers of one facility follow each other. */
export function lockRecipient(
  tx: EntityManager,
  { advisoryId, facilityId }: RecipientKey,
  locale: Locale,
): Promise<RecipientRow | undefined> {
  return maybeOne<RecipientRow>(tx, `${FIND} FOR UPDATE OF r`, [locale, advisoryId, facilityId]);
}

export function itemOf(row: RecipientRow): InboxItem {
  const { advisoryId, facilityId, reference, kind, tlp, title, state, note } = row;
  return {
    advisoryId,
    facilityId,
    reference,
    kind,
    tlp,
    title,
    state,
    note,
    respondBy: row.respondBy?.toISOString() ?? null,
    sentAt: row.sentAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
