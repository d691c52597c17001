/** Locks the facility's inventory and numbers the next event of it. */
export const OPEN_INVENTORY = `
  INSERT INTO inventory (facility_id, version, total, imported_at) VALUES ($1, 1, 0, $2)
  ON CONFLICT (facility_id) DO UPDATE SET version = inventory.version + 1, imported_at = $2
  RETURNING version`;

export const RECORD_IMPORT = `
  INSERT INTO import (id, facility_id, mode, mapping, imported, imported_by, imported_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** In the order of their ids, so that two imports which add the same products do not lock each other out. */
export const ADD_PRODUCTS = `
  INSERT INTO product (id, vendor, product, vendor_key, vendor_group, product_key, core_words, search, rules)
  SELECT * FROM jsonb_to_recordset($1::jsonb)
    AS p(id uuid, vendor text, product text, vendor_key text, vendor_group text, product_key text, core_words text[], search text, rules text)
  ORDER BY id
  ON CONFLICT DO NOTHING`;

export const ADD_ASSETS = `
  INSERT INTO asset (id, facility_id, product_id, import_id, vendor, product, version, category, care_service, criticality, quantity,
    location, comment, sort_key, search, imported_at)
  SELECT a.id, $2, a.product_id, $3, a.vendor, a.product, a.version, a.category, a.care_service, a.criticality, a.quantity,
    a.location, a.comment, a.sort_key, a.search, $4
  FROM jsonb_to_recordset($1::jsonb) AS a(id uuid, product_id uuid, vendor text, product text, version text, category text,
    care_service text, criticality text, quantity int, location text, comment text, sort_key text, search text)`;

export const CLOSE_INVENTORY = `
  UPDATE inventory SET total = (SELECT count(*) FROM asset WHERE facility_id = $1) WHERE facility_id = $1 RETURNING total`;
