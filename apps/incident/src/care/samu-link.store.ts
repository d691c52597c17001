import type { SamuLink } from '#libs/contracts';

const COLUMNS = `id, label, kind, territories, services, created_by AS "createdBy", created_at AS "createdAt",
  expires_at AS "expiresAt", revoked_at AS "revokedAt", last_used_at AS "lastUsedAt"`;

export const CREATE = `
  INSERT INTO samu_link (id, label, token_hash, kind, territories, services, created_by, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO NOTHING
  RETURNING ${COLUMNS}`;

export const LIST = `SELECT ${COLUMNS} FROM samu_link ORDER BY created_at DESC, id DESC LIMIT 500`;

/** A link that was revoked before keeps its first hour. */
export const REVOKE = `
  UPDATE samu_link SET revoked_at = coalesce(revoked_at, $2), revoked_by = coalesce(revoked_by, $3)
  WHERE id = $1
  RETURNING ${COLUMNS}`;

export const RESOLVE = `SELECT ${COLUMNS} FROM samu_link WHERE token_hash = decode($1, 'hex')`;

/** To the hour: it tells whether a link is still needed, and costs a write an hour. */
export const USE = `
  UPDATE samu_link SET last_used_at = date_trunc('hour', $2::timestamptz)
  WHERE id = $1 AND last_used_at IS DISTINCT FROM date_trunc('hour', $2::timestamptz)`;

type Instants = 'createdAt' | 'expiresAt';
type MaybeInstants = 'revokedAt' | 'lastUsedAt';
export type SamuLinkRow = Omit<SamuLink, Instants | MaybeInstants> &
  Record<Instants, Date> &
  Record<MaybeInstants, Date | null>;

export const toSamuLink = (row: SamuLinkRow): SamuLink => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});
