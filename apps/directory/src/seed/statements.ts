import type { Region } from '#libs/database';
import type { Clock } from '#libs/platform';
import { searchable } from '../searchable.js';
import { demoProfileOf } from './profile-of.js';

/** One insert from a JSON array, and the rows for it. What is there already stays as it is. */
interface Insertion {
  kind: string;
  sql: string;
  rows: (region: Region, clock: Clock) => object[];
}

const from = (columns: string): string => `SELECT * FROM jsonb_to_recordset($1::jsonb) AS row(${columns})`;

/** In the order of their references. */
export const INSERTIONS: readonly Insertion[] = [
  {
    kind: 'territories',
    sql: `INSERT INTO territory (code, name, zone, outline)
      ${from('code text, name text, zone text, outline jsonb')} ON CONFLICT DO NOTHING`,
    rows: ({ territory, outline }) => [{ ...territory, outline }],
  },
  {
    kind: 'communes',
    sql: `INSERT INTO commune (code, territory, name, latitude, longitude)
      ${from('code text, territory text, name text, latitude float8, longitude float8')} ON CONFLICT DO NOTHING`,
    rows: ({ territory, communes }) => communes.map((commune) => ({ ...commune, territory: territory.code })),
  },
  {
    kind: 'legalEntities',
    sql: `INSERT INTO legal_entity (finess, name) ${from('finess text, name text')} ON CONFLICT DO NOTHING`,
    rows: ({ facilities }) =>
      facilities.map(({ legalEntityFiness, legalEntityName }) => ({
        finess: legalEntityFiness,
        name: legalEntityName,
      })),
  },
  {
    kind: 'facilities',
    sql: `INSERT INTO facility (id, finess, name, legal_entity, category, category_code, category_label, territory,
        commune, latitude, longitude, invented, sort_name, search)
      ${from(`id uuid, finess text, name text, "legalEntityFiness" text, category text, "categoryCode" text,
        "categoryLabel" text, territory text, "communeCode" text, latitude float8, longitude float8, invented boolean,
        sort_name text, search text`)} ON CONFLICT DO NOTHING`,
    rows: ({ facilities }) =>
      facilities.map((facility) => ({
        ...facility,
        sort_name: searchable(facility.name),
        search: searchable(
          [facility.name, facility.finess, facility.commune, facility.legalEntityName, facility.categoryLabel].join(
            ' ',
          ),
        ),
      })),
  },
  {
    kind: 'people',
    sql: `INSERT INTO person (id, version, display_name, email, locale, sort_name)
      ${from('id uuid, version integer, "displayName" text, email text, locale text, sort_name text')}
      ON CONFLICT DO NOTHING`,
    rows: ({ people }) =>
      people.map((person) => ({ ...person, version: 0, sort_name: searchable(person.displayName) })),
  },
  {
    kind: 'agencyRoles',
    sql: `INSERT INTO agency_role (person_id, role) ${from('person_id uuid, role text')} ON CONFLICT DO NOTHING`,
    rows: ({ people }) => people.flatMap(({ id, agencyRoles }) => agencyRoles.map((role) => ({ person_id: id, role }))),
  },
  {
    kind: 'memberships',
    sql: `INSERT INTO membership (person_id, facility_id, roles)
      ${from('person_id uuid, facility_id uuid, roles text[]')} ON CONFLICT DO NOTHING`,
    rows: ({ people }) =>
      people.flatMap(({ id, roles }) =>
        [...Map.groupBy(roles, ({ facilityId }) => facilityId)].map(([facilityId, held]) => ({
          person_id: id,
          facility_id: facilityId,
          roles: held.map(({ role }) => role),
        })),
      ),
  },
  {
    kind: 'contacts',
    sql: `INSERT INTO contact_point (id, facility_id, label, name, email, phone, outside, locale)
      ${from(`id uuid, "facilityId" uuid, label text, name text, email text, phone text, outside boolean, locale text`)}
      ON CONFLICT DO NOTHING`,
    rows: ({ contacts }) => contacts,
  },
  {
    kind: 'profiles',
    sql: `INSERT INTO facility_profile (facility_id, nis2, health_duty, public_establishment, holds_health_data, cyber_insured, changed_at)
      ${from(`id uuid, nis2 text, "healthDuty" text, "publicEstablishment" text, "holdsHealthData" text, "cyberInsured" text,
        changed_at timestamptz`)} ON CONFLICT DO NOTHING`,
    rows: ({ facilities }, clock) =>
      facilities.map((facility) => ({ id: facility.id, ...demoProfileOf(facility), changed_at: clock.instant() })),
  },
];

/** The demo accounts' password is set anew at each run. */
export const SET_PASSWORDS = `
  INSERT INTO credential (person_id, password_hash, changed_at) SELECT id, $2, $3 FROM unnest($1::uuid[]) AS id
  ON CONFLICT (person_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at`;
