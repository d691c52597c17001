import { Tlp, type WebhookDelivery } from '#libs/contracts';

/** As the table has it. */
export type DeliveryRow = Omit<WebhookDelivery, 'at' | 'nextAt'> & { at: Date; nextAt: Date | null };

export const toDelivery = ({
  id,
  endpointId,
  messageId,
  type,
  kind,
  at,
  state,
  attempts,
  nextAt,
  status,
  failure,
}: DeliveryRow): WebhookDelivery => ({
  id,
  endpointId,
  messageId,
  type,
  kind,
  at: at.toISOString(),
  state,
  attempts,
  nextAt: nextAt?.toISOString() ?? null,
  status,
  failure,
});

const COLUMNS = `d.id, d.endpoint_id AS "endpointId", d.event_id AS "messageId", d.type, d.kind, d.at, d.state, d.attempts,
  CASE WHEN d.state = 'open' AND (SELECT e.state = 'active' FROM webhook_endpoint e WHERE e.id = d.endpoint_id) THEN d.next_at END AS "nextAt",
  d.status, d.failure`;

export const LIST = `
  SELECT ${COLUMNS} FROM webhook_delivery d
  WHERE d.endpoint_id = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::timestamptz IS NULL OR (d.at, d.id) < ($3, $4::uuid))
  ORDER BY d.at DESC, d.id DESC LIMIT $5`;

export const GET = `SELECT ${COLUMNS}, d.body FROM webhook_delivery d WHERE d.endpoint_id = $1 AND d.id = $2`;

/** The latest first. */
export const TRIES = `
  SELECT number, at, duration_ms AS "durationMs", status, failure, answer FROM webhook_attempt WHERE delivery_id = $1 ORDER BY number DESC`;

const RANKS = `'{${Tlp.options.join(',')}}'::text[]`;
/**
 * Why a message `d` does not leave for its endpoint `e` as that is now; null: it may. Its TLP is what its body says, and RED where that
 * says none; a test tells of no record.
 */
const WITHHELD = `CASE
    WHEN d.type = 'webhook.ping' THEN NULL
    WHEN d.type <> ALL (e.topics) THEN 'topic-removed'
    WHEN array_position(${RANKS}, coalesce(d.body::jsonb #>> '{data,tlp}', 'RED')) > array_position(${RANKS}, e.tlp_ceiling)
      THEN 'tlp-ceiling' END`;

/** A new round of the schedule; what is being sent now is sent again after it: see `markDone` and `markMissed`. */
const AGAIN = `state = 'open', tries = 0, next_at = $2, failure = NULL`;

export const REPLAY = `UPDATE webhook_delivery d SET ${AGAIN} WHERE d.endpoint_id = $1 AND d.id = $3 RETURNING ${COLUMNS}`;

export const REPLAY_FAILED = `
  UPDATE webhook_delivery d SET ${AGAIN} FROM webhook_endpoint e
  WHERE d.endpoint_id = $1 AND e.id = d.endpoint_id AND d.state = 'failed' AND d.at >= $3 AND ${WITHHELD} IS NULL RETURNING d.id`;

/** The oldest that is due of an endpoint in our hands (`$1`, `$4`), which is either ours until `$3` or withheld. */
export const TAKE = `
  WITH first AS (
    SELECT d.id, ${WITHHELD} AS withheld
    FROM webhook_endpoint e JOIN webhook_delivery d ON d.endpoint_id = e.id
    WHERE e.id = $1 AND e.state = 'active' AND e.removed_at IS NULL AND e.lease_until = $4 AND d.state = 'open' AND d.next_at <= $2
    ORDER BY d.at, d.id LIMIT 1 FOR UPDATE OF d
  )
  UPDATE webhook_delivery d SET
    attempts = d.attempts + (withheld IS NULL)::int, tries = d.tries + 1, next_at = $3, failure = coalesce(withheld, d.failure),
    status = CASE WHEN withheld IS NULL THEN d.status END,
    state = CASE WHEN withheld IS NULL THEN 'open' ELSE 'failed' END
  FROM first, webhook_endpoint e WHERE d.id = first.id AND e.id = d.endpoint_id
  RETURNING withheld, d.id, d.endpoint_id AS "endpointId", d.facility_id AS "facilityId", d.event_id AS "eventId", d.kind, d.body, d.attempts,
    d.tries, e.url, e.created_by AS "createdBy",
    ARRAY(SELECT s.sealed FROM webhook_secret s WHERE s.endpoint_id = e.id AND (s.ends_at IS NULL OR s.ends_at > $2)
          ORDER BY s.created_at DESC, s.id DESC) AS secrets`;
