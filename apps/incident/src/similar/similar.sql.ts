/** Days before and after, within which a name or a wording speaks for one cause. A value seen in an attack has no such limit. */
const WINDOW = `BETWEEN $3::timestamptz - interval '90 days' AND $3::timestamptz + interval '90 days'`;
const ANSWERS = `d.kind = $2 AND d.incident_id <> $1`;
const IN_TIME = `${ANSWERS} AND d.at ${WINDOW}`;
const NEWEST = 'ORDER BY d.at DESC LIMIT';

/** $1 the incident. */
export const SUBJECT = `
  SELECT i.id, i.kind, i.recorded_at AS "recordedAt", i.facility_id AS "facilityId", i.supplier, i.supplier_key AS "supplierKey",
    i.regional_id AS "regionalId", i.what, concat_ws(E'\\n', i.what, i.report->>'consequences', i.report->>'measures',
      i.report->>'rootCause') AS text
  FROM incident i WHERE i.id = $1`;

/**
 * Which words of a text tell it from others: $1 the words, $2 the kind, $3 when it was recorded. A word is left out when every tenth
 * declaration of before has it. Of the last days nothing is counted: what many say now is what we are looking for.
 */
export const RARE_WORDS = `
  WITH stem AS (
    SELECT word, unnest(tsvector_to_array(words_of(word))) AS stem FROM unnest($1::text[]) AS word
  ), sample AS MATERIALIZED (
    SELECT document FROM wording d
    WHERE d.kind = $2 AND d.at < $3::timestamptz - interval '2 days' ORDER BY d.at DESC LIMIT 400
  ), known AS (
    SELECT stem, count(*) AS times FROM sample, unnest(tsvector_to_array(document)) AS stem GROUP BY stem
  )
  SELECT min(word) AS word, stem FROM stem LEFT JOIN known USING (stem)
  GROUP BY stem, times HAVING coalesce(times, 0) <= greatest(5, (SELECT count(*) FROM sample) / 10)
  ORDER BY coalesce(times, 0), length(stem) DESC, stem LIMIT 24`;

/**
 * Where to look: each arm by an index of its own and never further than its limit. $1 the incident, $2 its kind, $3 when it was recorded,
 * $4 the key of its supplier, $5 for each product the words of its name, $6 the rare words as a query.
 */
export const CANDIDATES = `
  WITH near AS MATERIALIZED (SELECT key FROM near_suppliers($4::text) WHERE length($4::text) > 3)
  (SELECT d.incident_id AS id, 'supplier' AS arm, d.supplier_key AS detail FROM wording d
   WHERE ${IN_TIME} AND d.supplier_key = $4::text ${NEWEST} 60)
  UNION ALL
  (SELECT c.id, 'near', near.key FROM near CROSS JOIN LATERAL (
     SELECT d.incident_id AS id FROM wording d WHERE ${IN_TIME} AND d.supplier_key = near.key ${NEWEST} 20) c)
  UNION ALL
  (SELECT c.id, 'product', (p.place - 1)::text FROM unnest($5::text[]) WITH ORDINALITY AS p (words, place) CROSS JOIN LATERAL (
     SELECT d.incident_id AS id FROM wording d
     WHERE ${IN_TIME} AND d.document @@ plainto_tsquery('incident.french', folded(p.words)) ${NEWEST} 40) c)
  UNION ALL
  (SELECT c.id, 'indicator', own.type || ' ' || own.value FROM (
     SELECT s.indicator_id, s.type, s.value FROM indicator_sighting s
     WHERE s.incident_id = $1 AND s.withdrawn_at IS NULL ORDER BY s.recorded_at DESC LIMIT 200) own
   CROSS JOIN LATERAL (
     SELECT s.incident_id AS id FROM indicator_sighting s JOIN incident i ON i.id = s.incident_id
     WHERE s.indicator_id = own.indicator_id AND s.withdrawn_at IS NULL AND s.incident_id <> $1 AND i.kind = $2
     ORDER BY s.recorded_at DESC LIMIT 20) c)
  UNION ALL
  (SELECT w.id, 'wording', NULL FROM (
     SELECT d.incident_id AS id, d.document FROM wording d
     WHERE ${IN_TIME} AND d.document @@ $6::tsquery ${NEWEST} 300) w
   ORDER BY ts_rank(w.document, $6::tsquery) DESC LIMIT 60)`;

/**
 * What is told of the candidates: $1 the incident, $2 the candidates, $3 the stems of its rare words, $4 its text. Those that are under
 * one regional incident with it are no proposals any more.
 */
export const DETAILS = `
  SELECT i.id AS "incidentId", i.reference, i.facility_id AS "facilityId", i.territory, i.kind, i.state, i.severity, i.supplier,
    left(i.what, 200) AS excerpt, i.recorded_at AS "recordedAt", alike(left(i.what, 2000), left($4, 2000)) AS likeness,
    ARRAY(SELECT unnest(tsvector_to_array(d.document)) INTERSECT SELECT unnest($3::text[])) AS stems,
    r.id AS "regionalId", r.reference AS "regionalReference", r.title AS "regionalTitle",
    s.reason, s.evidence, s.at AS "dismissedAt", s.by AS "dismissedBy"
  FROM incident i JOIN wording d ON d.incident_id = i.id
  LEFT JOIN regional_incident r ON r.id = i.regional_id
  LEFT JOIN similar_dismissal s ON s.one_id = least(i.id, $1::uuid) AND s.other_id = greatest(i.id, $1::uuid)
  WHERE i.id = ANY($2::uuid[]) AND i.id <> $1::uuid
    AND (i.regional_id IS NULL OR i.regional_id IS DISTINCT FROM (SELECT regional_id FROM incident WHERE id = $1::uuid))`;

/** Set aside on an earlier day: listed even when nothing would lead to them now. */
export const DISMISSED_IDS = `
  SELECT CASE WHEN one_id = $1 THEN other_id ELSE one_id END AS id FROM similar_dismissal
  WHERE one_id = $1 OR other_id = $1 ORDER BY at DESC LIMIT 30`;
