const COLUMNS = `id, facility_id AS "facilityId", label, name, email, phone, outside, locale`;

export const LIST = `SELECT ${COLUMNS} FROM contact_point WHERE facility_id = $1 ORDER BY label, id`;

/** Where the id is a contact of this facility already it is corrected; under another facility nothing is written. */
export const SAVE = `
  INSERT INTO contact_point (id, facility_id, label, name, email, phone, outside, locale)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (id) DO UPDATE SET label = $3, name = $4, email = $5, phone = $6, outside = $7, locale = $8
    WHERE contact_point.facility_id = $2
  RETURNING ${COLUMNS}`;

export const RESOLVE = `
  SELECT ${COLUMNS} FROM contact_point
  WHERE facility_id = ANY($1::uuid[]) OR id = ANY($2::uuid[])
  ORDER BY facility_id, id`;
