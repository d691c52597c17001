const COLUMNS = `id, facility_id AS "facilityId", name, prefix, scopes, contact_id AS "contactId", created_by AS "createdBy",
  created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt", last_used_at AS "lastUsedAt"`;

export const CONTACT = 'SELECT outside FROM contact_point WHERE id = $1 AND facility_id = $2';

export const CREATE = `
  INSERT INTO machine_key (id, facility_id, name, secret_hash, prefix, scopes, contact_id, created_by, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (id) DO NOTHING
  RETURNING ${COLUMNS}`;

export const LIST = `SELECT ${COLUMNS} FROM machine_key WHERE facility_id = $1 ORDER BY created_at DESC, id DESC`;

/** A key that was revoked before keeps its first hour. */
export const REVOKE = `
  UPDATE machine_key SET revoked_at = coalesce(revoked_at, $3), revoked_by = coalesce(revoked_by, $4)
  WHERE id = $1 AND facility_id = $2
  RETURNING ${COLUMNS}`;

/** To the hour: it tells whether a key is still needed, and costs a write an hour. */
export const USE = `
  UPDATE machine_key SET last_used_at = date_trunc('hour', $2::timestamptz)
  WHERE id = $1 AND last_used_at IS DISTINCT FROM date_trunc('hour', $2::timestamptz)`;

export const RESOLVE = `
  SELECT machine_key.id, machine_key.name, machine_key.scopes, machine_key.facility_id AS "facilityId", facility.territory,
    CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= $2 THEN 'expired' ELSE 'active' END AS state,
    json_build_object('name', contact_point.name, 'phone', contact_point.phone, 'email', contact_point.email) AS contact
  FROM machine_key
  JOIN facility ON facility.id = machine_key.facility_id
  JOIN contact_point ON contact_point.id = machine_key.contact_id
  WHERE secret_hash = decode($1, 'hex')`;
