const COLUMNS = `id, facility_id AS "facilityId", vendor, product, version, category, care_service AS "careService", criticality, quantity,
  location, comment, to_char(imported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "importedAt", sort_key AS "sortKey"`;

/** A facility's rows by name. The search reads that facility's rows only. */
export const LIST_OF_FACILITIES = `
  SELECT ${COLUMNS} FROM asset
  WHERE facility_id = ANY($1::uuid[]) AND ($2::text IS NULL OR search LIKE $2)
    AND ($3::text IS NULL OR (sort_key, id) > ($3 COLLATE "C", $4::uuid))
  ORDER BY sort_key, id LIMIT $5`;

export const COUNT_OF_FACILITIES = `
  SELECT count(*)::int AS total FROM asset WHERE facility_id = ANY($1::uuid[]) AND ($2::text IS NULL OR search LIKE $2)`;

/** The whole region, in the order of import: a sort by name would read every row of it. */
export const LIST_OF_REGION = `SELECT ${COLUMNS} FROM asset WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`;

export const COUNT_OF_REGION = 'SELECT coalesce(sum(total), 0)::int AS total FROM inventory';

/** A search of the whole region looks into the names of products, of which there are few, and not into every row. */
export const PRODUCTS_NAMED = 'SELECT id FROM product WHERE search LIKE $1 LIMIT $2';

export const LIST_OF_PRODUCTS = `
  SELECT ${COLUMNS} FROM asset WHERE product_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`;

export const COUNT_OF_PRODUCTS = 'SELECT count(*)::int AS total FROM asset WHERE product_id = ANY($1::uuid[])';
