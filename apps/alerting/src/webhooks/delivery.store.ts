import type { Webhook } from '#libs/contracts';
import { execute, maybeOne, rows } from '#libs/database';
import type { EntityManager } from 'typeorm';
import { TAKE } from './delivery.sql.js';
import type { Sent } from './webhook.client.js';

/** A delivery in our hands, with what is needed to send it. */
export interface TakenDelivery {
  id: string;
  /** Why it does not leave; null: it is to be sent. */
  withheld: string | null;
  endpointId: string;
  facilityId: string | null;
  eventId: string;
  kind: 'real' | 'exercise';
  body: string;
  /** All of them, this one included. */
  attempts: number;
  /** Of this round: replaying begins a new one. */
  tries: number;
  url: string;
  createdBy: string;
  /** Sealed; the newest first. */
  secrets: Buffer[];
}

/**
 * Endpoints that have something due and are in nobody's hands. One endpoint is in one pair of hands in all copies of the service, so that
 * its messages go one after the other, and a slow one holds up itself.
 *
 * @param failing those that have been failing: they get fewer hands than those that work
 */
export async function takeEndpoints(
  tx: EntityManager,
  { now, leaseUntil, failing, limit }: { now: Date; leaseUntil: Date; failing: boolean; limit: number },
): Promise<string[]> {
  const taken = await rows<{ id: string }>(
    tx,
    `WITH due AS (
       SELECT e.id FROM webhook_endpoint e
       CROSS JOIN LATERAL (
         SELECT next_at FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.state = 'open' AND d.next_at <= $1
         ORDER BY next_at LIMIT 1) AS first
       WHERE e.state = 'active' AND e.removed_at IS NULL AND (e.lease_until IS NULL OR e.lease_until <= $1)
         AND (e.failing_since IS NOT NULL) = $3
       ORDER BY first.next_at LIMIT $4 FOR UPDATE OF e SKIP LOCKED
     )
     UPDATE webhook_endpoint e SET lease_until = $2 FROM due WHERE e.id = due.id RETURNING e.id`,
    [now, leaseUntil, failing, limit],
  );
  return taken.map(({ id }) => id);
}

/**
 * The oldest that is due of an endpoint, as long as that is in our hands. It is not due again for some time, should we die; what its
 * endpoint may not have any more is closed.
 *
 * @param lease that the endpoint was taken with
 */
export function takeDelivery(
  tx: EntityManager,
  { endpointId, lease, now, until }: { endpointId: string; lease: Date; now: Date; until: Date },
): Promise<TakenDelivery | undefined> {
  return maybeOne<TakenDelivery>(tx, TAKE, [endpointId, now, until, lease]);
}

/** Unless somebody else has taken it since. */
export async function releaseEndpoint(tx: EntityManager, endpointId: string, lease: Date): Promise<void> {
  await execute(tx, 'UPDATE webhook_endpoint SET lease_until = NULL WHERE id = $1 AND lease_until = $2', [
    endpointId,
    lease,
  ]);
}

/** Into the log; an attempt that was told already (its lease ran out meanwhile) stays as it was told. */
export async function insertAttempt(
  tx: EntityManager,
  { id, facilityId, attempts }: TakenDelivery,
  { status, failure, answer, durationMs }: Sent,
  at: Date,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO webhook_attempt (delivery_id, number, facility_id, at, duration_ms, status, failure, answer)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [id, attempts, facilityId, at, durationMs, status, failure, answer],
  );
}

/** It arrived, whoever holds it now; the endpoint works. Asked for again meanwhile (no try of that round yet), it stays open. */
export async function markDone(
  tx: EntityManager,
  { id, endpointId, url }: TakenDelivery,
  status: number | null,
  now: Date,
): Promise<void> {
  await execute(
    tx,
    `UPDATE webhook_delivery SET state = 'done', status = $2, failure = NULL WHERE id = $1 AND tries > 0`,
    [id, status],
  );
  await execute(
    tx,
    'UPDATE webhook_endpoint SET failing_since = NULL, last_success_at = $2 WHERE id = $1 AND url = $3',
    [endpointId, now, url],
  );
}

/** @param nextAt null: nobody tries again. Nothing changes where somebody has asked for it again meanwhile: that comes at once. */
export async function markMissed(
  tx: EntityManager,
  { id, attempts }: TakenDelivery,
  { status, failure }: Pick<Sent, 'status' | 'failure'>,
  nextAt: Date | null,
): Promise<void> {
  await execute(
    tx,
    `UPDATE webhook_delivery SET state = CASE WHEN $5::timestamptz IS NULL THEN 'failed' ELSE 'open' END, next_at = coalesce($5, next_at),
       status = $3, failure = $4
     WHERE id = $1 AND attempts = $2 AND tries > 0 AND state = 'open'`,
    [id, attempts, status, failure, nextAt],
  );
}

/** @returns since when the endpoint has been failing; undefined when it is told at another address by now, which this says nothing of */
export async function markFailing(
  tx: EntityManager,
  { endpointId, url }: TakenDelivery,
  now: Date,
): Promise<Date | undefined> {
  const failing = await maybeOne<{ since: Date }>(
    tx,
    `UPDATE webhook_endpoint SET failing_since = coalesce(failing_since, $2) WHERE id = $1 AND url = $3 RETURNING failing_since AS since`,
    [endpointId, now, url],
  );
  return failing?.since;
}

/**
 * Switches an endpoint off, once; what waits for it has failed, and can be replayed.
 *
 * @returns the version of the event that says so; undefined when it is not active any more
 */
export async function disableEndpoint(
  tx: EntityManager,
  endpointId: string,
  why: NonNullable<Webhook['disabledFor']>,
): Promise<number | undefined> {
  const disabled = await maybeOne<{ version: number }>(
    tx,
    `UPDATE webhook_endpoint SET state = 'disabled', disabled_for = $2, event_version = event_version + 1
     WHERE id = $1 AND state <> 'disabled' AND removed_at IS NULL RETURNING event_version AS version`,
    [endpointId, why],
  );
  if (disabled)
    await execute(
      tx,
      `UPDATE webhook_delivery SET state = 'failed', failure = coalesce(failure, 'disabled') WHERE endpoint_id = $1 AND state = 'open'`,
      [endpointId],
    );
  return disabled?.version;
}

/** Endpoints that have been failing since then or longer, and have nothing left to send; nobody else changes them until the commit. */
export function takeHopeless(
  tx: EntityManager,
  since: Date,
): Promise<{ endpointId: string; facilityId: string | null; createdBy: string }[]> {
  return rows(
    tx,
    `SELECT e.id AS "endpointId", e.facility_id AS "facilityId", e.created_by AS "createdBy" FROM webhook_endpoint e
     WHERE e.state = 'active' AND e.removed_at IS NULL AND e.failing_since <= $1
       AND NOT EXISTS (SELECT FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.state = 'open')
     FOR NO KEY UPDATE SKIP LOCKED`,
    [since],
  );
}
