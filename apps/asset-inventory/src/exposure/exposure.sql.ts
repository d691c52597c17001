/**
 * Products that could be among those named: of one of these houses, or of any where the advisory names no vendor, and with a word of the name
 * in common. What they are worth is decided by the rules of `matching`.
 */
export const CANDIDATES = `
  SELECT id, vendor, product FROM product
  WHERE vendor_group = ANY($1::text[]) AND (core_words && $2::text[] OR product_key = ANY($3::text[]))
  UNION
  SELECT id, vendor, product FROM product WHERE core_words && $4::text[]`;

/** Who holds them, one row for each way of writing the version. */
export const HOLDINGS = `
  SELECT facility_id AS "facilityId", product_id AS "productId", version, count(*)::int AS assets, (array_agg(id ORDER BY id))[1] AS "assetId"
  FROM asset WHERE product_id = ANY($1::uuid[])
  GROUP BY facility_id, product_id, version`;

export const INVENTORIED = 'SELECT count(*)::int AS facilities FROM inventory WHERE total > 0';
