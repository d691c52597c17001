import {
  type Advisory,
  type AdvisoryAction,
  type AdvisoryState,
  type Audience,
  type CommandResult,
  type Kind,
  Refusal,
  type Tlp,
} from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import { newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';

export interface AdvisoryRow {
  id: string;
  kind: Kind;
  reference: string;
  state: AdvisoryState;
  /** Of the text: every save is one more. */
  version: number;
  /** Of the last event. */
  eventVersion: number;
  tlp: Tlp;
  respondBy: Date | null;
  csafId: string | null;
  regionalId: string | null;
  audience: Audience;
  authorId: string;
  approverId: string | null;
  returnReason: string | null;
  changedAt: Date;
  sentAt: Date | null;
  recipientCount: number | null;
}

export type AdvisoryTexts = Advisory['texts'];

export const ADVISORY_COLUMNS = `a.id, a.kind, a.reference, a.state, a.version, a.event_version AS "eventVersion", a.tlp,
  a.respond_by AS "respondBy", a.csaf_id AS "csafId", a.regional_id AS "regionalId", a.audience, a.author_id AS "authorId",
  a.approver_id AS "approverId", a.return_reason AS "returnReason", a.changed_at AS "changedAt", a.sent_at AS "sentAt",
  a.recipient_count AS "recipientCount"`;

const FIND = `SELECT ${ADVISORY_COLUMNS} FROM advisory a WHERE a.id = $1`;

/** @throws Refusal('not-found') */
export async function readAdvisory(tx: EntityManager, id: string): Promise<AdvisoryRow> {
  return found(await maybeOne<AdvisoryRow>(tx, FIND, [id]));
}

/** Holds the advisory until the commit: steps and events of one advisory follow each other. @throws Refusal('not-found') */
export async function lockAdvisory(tx: EntityManager, id: string): Promise<AdvisoryRow> {
  return found(await lockIfThere(tx, id));
}

export const lockIfThere = (tx: EntityManager, id: string): Promise<AdvisoryRow | undefined> =>
  maybeOne<AdvisoryRow>(tx, `${FIND} FOR UPDATE`, [id]);

function found(advisory: AdvisoryRow | undefined): AdvisoryRow {
  if (!advisory) throw new Refusal('not-found');
  return advisory;
}

export async function insertAdvisory(tx: EntityManager, advisory: AdvisoryRow): Promise<void> {
  const inserted = await execute(
    tx,
    `INSERT INTO advisory (id, kind, reference, state, version, event_version, tlp, respond_by, csaf_id, regional_id, audience,
       author_id, created_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13) ON CONFLICT (id) DO NOTHING`,
    [
      advisory.id,
      advisory.kind,
      advisory.reference,
      advisory.state,
      advisory.version,
      advisory.eventVersion,
      advisory.tlp,
      advisory.respondBy,
      advisory.csafId,
      advisory.regionalId,
      advisory.audience,
      advisory.authorId,
      advisory.changedAt,
    ],
  );
  if (inserted === 0) throw new Refusal('already-exists');
}

/** Writes all that can change of a locked advisory. */
export async function updateAdvisory(tx: EntityManager, advisory: AdvisoryRow): Promise<void> {
  await execute(
    tx,
    `UPDATE advisory SET state = $2, version = $3, event_version = $4, tlp = $5, respond_by = $6, csaf_id = $7, regional_id = $8,
       audience = $9, author_id = $10, approver_id = $11, return_reason = $12, changed_at = $13, sent_at = $14,
       recipient_count = $15
     WHERE id = $1`,
    [
      advisory.id,
      advisory.state,
      advisory.version,
      advisory.eventVersion,
      advisory.tlp,
      advisory.respondBy,
      advisory.csafId,
      advisory.regionalId,
      advisory.audience,
      advisory.authorId,
      advisory.approverId,
      advisory.returnReason,
      advisory.changedAt,
      advisory.sentAt,
      advisory.recipientCount,
    ],
  );
}

export async function insertTexts(
  tx: EntityManager,
  { id, version }: AdvisoryRow,
  texts: AdvisoryTexts,
): Promise<void> {
  for (const locale of ['fr', 'en'] as const) {
    const text = texts[locale];
    if (!text) continue;
    await execute(
      tx,
      'INSERT INTO advisory_text (advisory_id, version, locale, title, body) VALUES ($1, $2, $3, $4, $5)',
      [id, version, locale, text.title, text.body],
    );
  }
}

/** The texts of one version. */
export async function readTexts(tx: EntityManager, advisoryId: string, version: number): Promise<AdvisoryTexts> {
  const texts = await rows<{ locale: 'fr' | 'en'; title: string; body: string }>(
    tx,
    'SELECT locale, title, body FROM advisory_text WHERE advisory_id = $1 AND version = $2',
    [advisoryId, version],
  );
  const inLocale = (wanted: 'fr' | 'en') => {
    const text = texts.find(({ locale }) => locale === wanted);
    return text ? { title: text.title, body: text.body } : null;
  };
  const fr = inLocale('fr');
  if (!fr) throw new Error(`Advisory ${advisoryId} has no French text in version ${version}`);
  return { fr, en: inLocale('en') };
}

export interface Step {
  action: AdvisoryAction;
  actorId: string;
  reason?: string;
}

/** Leaves who did what to which version. */
export async function insertStep(tx: EntityManager, advisory: AdvisoryRow, step: Step): Promise<void> {
  await execute(
    tx,
    'INSERT INTO advisory_step (id, advisory_id, version, action, actor_id, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [newId(), advisory.id, advisory.version, step.action, step.actorId, step.reason ?? null, advisory.changedAt],
  );
}

export function changeOf(advisory: AdvisoryRow): CommandResult<'alerting.advisory.save'> {
  const { id, reference, state, version, recipientCount } = advisory;
  return { advisoryId: id, reference, state, version, recipientCount };
}
