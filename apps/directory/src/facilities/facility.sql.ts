/** The columns of a facility as the contract names them; `facility` and `legal_entity` are joined. */
const COLUMNS = `
  facility.id, facility.name, facility.finess, legal_entity.finess AS "legalEntityFiness",
  legal_entity.name AS "legalEntityName", facility.category, facility.category_code AS "categoryCode",
  facility.category_label AS "categoryLabel", facility.territory, facility.commune AS "communeCode",
  commune.name AS commune, facility.latitude, facility.longitude, facility.invented`;

const JOINED = `
  FROM facility
  JOIN legal_entity ON legal_entity.finess = facility.legal_entity
  JOIN commune ON commune.code = facility.commune`;

/** Criteria that are null do not count. */
const FILTER = `
  ($1::text IS NULL OR facility.search LIKE $1)
  AND ($2::text IS NULL OR facility.territory = $2)
  AND ($3::text IS NULL OR facility.category = $3)
  AND ($4::uuid[] IS NULL OR facility.id = ANY($4))`;

export const LIST = `
  SELECT ${COLUMNS}, facility.sort_name AS "sortName" ${JOINED}
  WHERE ${FILTER} AND ($5::text IS NULL OR (facility.sort_name, facility.id) > ($5, $6::uuid))
  ORDER BY facility.sort_name, facility.id
  LIMIT $7`;

export const COUNT = `SELECT count(*)::int AS total FROM facility WHERE ${FILTER}`;

export const GET = `SELECT ${COLUMNS} ${JOINED} WHERE facility.id = $1`;
