/** A key under an id that is taken changes nothing. */
export const ENROL = `
  INSERT INTO device (id, person_id, public_key, label, enrolled_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO NOTHING`;

/** Row-level security leaves out other people's. */
export const FIND_OWN = `SELECT public_key AS "publicKey", revoked_at AS "revokedAt" FROM device WHERE id = $1 FOR UPDATE`;

export const RENEW = 'UPDATE device SET label = $2, expires_at = $3 WHERE id = $1';

export const LIST = `
  SELECT id, label, enrolled_at AS "enrolledAt", expires_at AS "expiresAt"
  FROM device
  WHERE revoked_at IS NULL AND expires_at > $1
  ORDER BY enrolled_at DESC, id`;

export const REVOKE =
  'UPDATE device SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1 RETURNING revoked_at AS "revokedAt"';

export const FIND = `
  SELECT person_id AS "personId", public_key AS "publicKey", expires_at AS "expiresAt", revoked_at AS "revokedAt"
  FROM device WHERE id = $1`;
