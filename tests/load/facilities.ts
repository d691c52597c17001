import { ask } from './admin.js';

/** The facilities of the load, in the directory, numbered on from those that are there. */
export async function seedFacilities(adminUrl: string, ids: readonly string[]): Promise<void> {
  await ask(
    adminUrl,
    `INSERT INTO directory.facility (id, finess, name, legal_entity, category, category_code, category_label, territory, commune,
       latitude, longitude, invented, sort_name, search)
     SELECT given.id, '0Z' || lpad(number::text, 7, '0'), 'Site ' || number, model.legal_entity, model.category, model.category_code, model.category_label,
       model.territory, model.commune, model.latitude, model.longitude, true, 'site ' || number, 'site ' || number
     FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, n), (SELECT * FROM directory.facility LIMIT 1) AS model,
       (SELECT count(*) AS there FROM directory.facility) AS known, LATERAL (SELECT there + n AS number) AS numbered`,
    [ids],
  );
}
