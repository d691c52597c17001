import type { WebhookDelivery } from '#libs/contracts';

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

/** A new round of the schedule; one that is being sent now is sent again after it. */
const AGAIN = `state = 'open', tries = 0, next_at = $2, failure = NULL`;

export const REPLAY = `UPDATE webhook_delivery d SET ${AGAIN} WHERE d.endpoint_id = $1 AND d.id = $3 RETURNING ${COLUMNS}`;

export const REPLAY_FAILED = `
  UPDATE webhook_delivery d SET ${AGAIN} WHERE d.endpoint_id = $1 AND d.state = 'failed' AND d.at >= $3 RETURNING d.id`;
