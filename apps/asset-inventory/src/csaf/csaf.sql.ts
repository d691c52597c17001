const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const SUMMARY = `id, tracking_id AS "trackingId", title, publisher, document_version AS "documentVersion", tlp,
  to_char(released_at AT TIME ZONE 'UTC', ${INSTANT}) AS "releasedAt", to_char(imported_at AT TIME ZONE 'UTC', ${INSTANT}) AS "importedAt",
  product_count AS "productCount", vulnerability_count AS "vulnerabilityCount"`;

/** The same bytes are one document, whoever imports them again. */
export const ADD_DOCUMENT = `
  INSERT INTO csaf_document (id, tracking_id, publisher, publisher_namespace, document_version, title, tlp, released_at, product_count,
    vulnerability_count, content, source, source_hash, imported_by, imported_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  ON CONFLICT (source_hash) DO NOTHING
  RETURNING ${SUMMARY}`;

export const DOCUMENT_OF_SOURCE = `SELECT ${SUMMARY} FROM csaf_document WHERE source_hash = $1`;

export const LIST_DOCUMENTS = `
  SELECT ${SUMMARY} FROM csaf_document
  WHERE $1::timestamptz IS NULL OR (imported_at, id) < ($1, $2::uuid)
  ORDER BY imported_at DESC, id DESC LIMIT $3`;

export const COUNT_DOCUMENTS = 'SELECT count(*)::int AS total FROM csaf_document';

export const DOCUMENT = `SELECT ${SUMMARY}, content FROM csaf_document WHERE id = $1`;
