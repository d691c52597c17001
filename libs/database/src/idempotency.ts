import { createHash } from 'node:crypto';
import { Refusal } from '#libs/contracts';
import type { EntityManager } from 'typeorm';
import { execute, maybeOne } from './query.js';
import { literal, uuid } from './sql.js';

/** A write as its caller numbered it: the key is unique for the actor and the operation. */
export interface IdempotentRequest {
  actorId: string;
  /** The command's name. */
  operation: string;
  key: string;
  /** As parsed; what matters is its content, not the order of its fields. */
  body: unknown;
}

export type Claim = { state: 'claimed' } | { state: 'settled'; response: unknown };

/**
 * Runs the work at most once for the request's key, inside a transaction that is open already.
 * `Database.idempotentTransaction` does the same in two round trips fewer.
 *
 * @returns the work's answer, or the one stored by the first call with this key
 * @throws Refusal('idempotency-key-reused') when the key came with another body
 */
export async function idempotent<T>(tx: EntityManager, request: IdempotentRequest, work: () => Promise<T>): Promise<T> {
  if ((await execute(tx, claimStatement(request))) === 0) {
    const claim = await readClaim(tx, request);
    if (claim.state === 'settled') return claim.response as T;
  }
  const value = await work();
  await execute(tx, settleStatement(request, value));
  return value;
}

/** Inserts the key; another transaction that holds it is waited for. */
export function claimStatement(request: IdempotentRequest): string {
  const { actorId, operation, key } = request;
  const values = [literal(uuid(actorId)), literal(operation), literal(key), `'\\x${bodyHash(request.body)}'`];
  return `INSERT INTO idempotency (actor_id, operation, key, body_hash) VALUES (${values.join(', ')}) ON CONFLICT DO NOTHING`;
}

export function settleStatement({ actorId, operation, key }: IdempotentRequest, value: unknown): string {
  const response = literal(JSON.stringify(value ?? null));
  return `UPDATE idempotency SET response = ${response} WHERE actor_id = ${literal(uuid(actorId))} AND operation = ${literal(operation)} AND key = ${literal(key)}`;
}

export async function readClaim(
  tx: EntityManager,
  { actorId, operation, key, body }: IdempotentRequest,
): Promise<Claim> {
  const row = await maybeOne<{ hash: string; response: unknown }>(
    tx,
    `SELECT encode(body_hash, 'hex') AS hash, response FROM idempotency WHERE actor_id = $1 AND operation = $2 AND key = $3`,
    [actorId, operation, key],
  );
  // Retention may have taken the row between the refused insert and this read: as if it had never been there.
  if (!row) return { state: 'claimed' };
  if (row.hash !== bodyHash(body)) throw new Refusal('idempotency-key-reused');
  return { state: 'settled', response: row.response };
}

/** SHA-256 of the body as JSON with its fields in one order, in hexadecimal. */
export function bodyHash(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(body)) ?? 'null')
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
