import { IndicatorType, normaliseIndicator } from '#libs/contracts';

/** Typed as people write it: the value it means, or else a part of one. Null: whatever it is. */
export function queryOf(q: string | undefined): string | null {
  if (q === undefined) return null;
  const whole = IndicatorType.options.map((type) => normaliseIndicator(type, q)).find((value) => value !== null);
  const meant = whole ?? q;
  // A URL or domain is also found inside longer ones; the parser's closing slash would hinder that.
  return meant.replace(/\/$/u, '').replaceAll('[.]', '.').toLowerCase();
}

/** $1 kind, $2 type, $3 part of a value. Withdrawn sightings do not count; a value of which only such are left is not found. */
const FOUND = `
  FROM indicator r CROSS JOIN LATERAL (
    SELECT count(*)::int AS incidents, count(DISTINCT s.facility_id)::int AS facilities, min(s.recorded_at) AS first_at,
      max(s.recorded_at) AS last_at
    FROM indicator_sighting s JOIN incident i ON i.id = s.incident_id
    WHERE s.indicator_id = r.id AND s.withdrawn_at IS NULL AND i.kind = $1
  ) seen
  WHERE seen.incidents > 0 AND ($2::text IS NULL OR r.type = $2) AND ($3::text IS NULL OR position($3 IN lower(r.value)) > 0)`;

export const SEARCH_COUNT = `SELECT count(*) AS total ${FOUND}`;
export const SEARCH = `
  SELECT r.id, r.type, r.value, seen.incidents, seen.facilities, seen.first_at AS "firstAt", seen.last_at AS "lastAt" ${FOUND}
    AND (r.first_at, r.id) < ($4::timestamptz, $5::uuid)
  ORDER BY r.first_at DESC, r.id DESC LIMIT $6`;
