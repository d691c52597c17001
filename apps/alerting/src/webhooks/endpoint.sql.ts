import type { Webhook } from '#libs/contracts';

type MaybeInstants = 'failingSince' | 'lastSuccessAt' | 'oldSecretUntil';
/** As the table has it. */
export type EndpointRow = Omit<Webhook, MaybeInstants | 'createdAt'> &
  Record<MaybeInstants, Date | null> & { createdAt: Date };

export const toWebhook = (row: EndpointRow): Webhook => ({
  ...row,
  failingSince: row.failingSince?.toISOString() ?? null,
  lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
  oldSecretUntil: row.oldSecretUntil?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

/** `$1` is now. */
const COLUMNS = `id, facility_id AS "facilityId", name, url, topics, tlp_ceiling AS "tlpCeiling", state, disabled_for AS "disabledFor",
  failing_since AS "failingSince", last_success_at AS "lastSuccessAt", created_at AS "createdAt",
  (SELECT max(s.ends_at) FROM webhook_secret s WHERE s.endpoint_id = webhook_endpoint.id AND s.ends_at > $1) AS "oldSecretUntil"`;

export const LIST = `SELECT ${COLUMNS} FROM webhook_endpoint
  WHERE facility_id IS NOT DISTINCT FROM $2 AND removed_at IS NULL ORDER BY created_at DESC, id DESC`;

export const GET = `SELECT ${COLUMNS} FROM webhook_endpoint WHERE id = $2 AND removed_at IS NULL`;

/** Who counts to make one more is alone until the commit. */
export const LOCK = `SELECT pg_advisory_xact_lock(hashtext('alerting.webhooks.' || coalesce($1, 'agency')))`;

export const COUNT = `SELECT count(*)::int AS count FROM webhook_endpoint WHERE facility_id IS NOT DISTINCT FROM $1 AND removed_at IS NULL`;

export const CREATE = `
  INSERT INTO webhook_endpoint (id, facility_id, name, url, topics, tlp_ceiling, state, created_by, created_at)
  VALUES ($2, $3, $4, $5, $6, $7, 'active', $8, $1) ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}`;

/** What failed at another address says nothing of this one. */
export const CHANGE = `
  UPDATE webhook_endpoint SET name = $3, url = $4, topics = $5, tlp_ceiling = $6, failing_since = CASE WHEN url = $4 THEN failing_since END
  WHERE id = $2 AND removed_at IS NULL RETURNING ${COLUMNS}`;

/** A disabled one cannot be paused: it rests already, for another reason. */
export const PAUSE = `
  UPDATE webhook_endpoint SET state = CASE state WHEN 'active' THEN 'paused' ELSE state END
  WHERE id = $2 AND removed_at IS NULL RETURNING ${COLUMNS}`;

/** It begins with a clean slate: five more days of failure until it is disabled again. */
export const RESUME = `
  UPDATE webhook_endpoint SET state = 'active', disabled_for = NULL, failing_since = NULL
  WHERE id = $2 AND removed_at IS NULL RETURNING ${COLUMNS}`;

export const REMOVE = `UPDATE webhook_endpoint SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL RETURNING id, facility_id AS "facilityId"`;

/** Those that counted end then, unless they end sooner; more than one before the newest would be one too many. */
export const END_SECRETS = `
  UPDATE webhook_secret SET ends_at = CASE WHEN id = (
      SELECT id FROM webhook_secret WHERE endpoint_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1) THEN $3::timestamptz ELSE $2 END
  WHERE endpoint_id = $1 AND (ends_at IS NULL OR ends_at > $2)`;

export const ADD_SECRET = `INSERT INTO webhook_secret (id, endpoint_id, facility_id, sealed, created_at) VALUES ($1, $2, $3, $4, $5)`;
