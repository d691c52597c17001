const COLUMNS = `facility_id AS "facilityId", nis2, health_duty AS "healthDuty", public_establishment AS "publicEstablishment",
  holds_health_data AS "holdsHealthData", cyber_insured AS "cyberInsured", changed_at AS "changedAt", version`;

export const RESOLVE = `SELECT ${COLUMNS} FROM facility_profile WHERE facility_id = ANY($1::uuid[]) ORDER BY facility_id`;

export const SAVE = `
  INSERT INTO facility_profile (facility_id, nis2, health_duty, public_establishment, holds_health_data, cyber_insured, changed_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (facility_id) DO UPDATE SET nis2 = $2, health_duty = $3, public_establishment = $4, holds_health_data = $5,
    cyber_insured = $6, changed_at = $7, version = facility_profile.version + 1
  RETURNING ${COLUMNS}`;
