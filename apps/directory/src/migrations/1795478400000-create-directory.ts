import {
  addPolicy,
  createAuditTable,
  createIdempotencyTable,
  createServiceSchema,
  forceRowSecurity,
  grantTable,
  protectTenantTable,
} from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDirectory1795478400000 implements MigrationInterface {
  name = 'CreateDirectory1795478400000';

  async up(runner: QueryRunner): Promise<void> {
    await createServiceSchema(runner, 'directory');
    await createAuditTable(runner, 'directory');
    await createIdempotencyTable(runner, 'directory');
    await createTerritories(runner);
    await createFacilities(runner);
    await createPeople(runner);
    await createContactPoints(runner);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}

/** Public facts: everyone who is signed in may read them. */
async function createTerritories(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE directory.territory (
      code text PRIMARY KEY,
      name text NOT NULL,
      zone text NOT NULL,
      outline jsonb NOT NULL
    )`);
  await runner.query(`
    CREATE TABLE directory.commune (
      code text PRIMARY KEY,
      territory text NOT NULL REFERENCES directory.territory,
      name text NOT NULL,
      latitude double precision NOT NULL,
      longitude double precision NOT NULL
    )`);
  for (const table of ['directory.territory', 'directory.commune']) {
    await grantTable(runner, table, { facility: 'select', agency: 'select', system: 'select,insert,update' });
  }
}

async function createFacilities(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE directory.legal_entity (
      finess text PRIMARY KEY,
      name text NOT NULL
    )`);
  await grantTable(runner, 'directory.legal_entity', {
    facility: 'select',
    agency: 'select',
    system: 'select,insert,update',
  });
  await runner.query(`
    CREATE TABLE directory.facility (
      id uuid PRIMARY KEY,
      finess text NOT NULL UNIQUE,
      name text NOT NULL,
      legal_entity text NOT NULL REFERENCES directory.legal_entity,
      category text NOT NULL,
      category_code text NOT NULL,
      category_label text NOT NULL,
      territory text NOT NULL REFERENCES directory.territory,
      commune text NOT NULL REFERENCES directory.commune,
      latitude double precision NOT NULL,
      longitude double precision NOT NULL,
      invented boolean NOT NULL,
      sort_name text NOT NULL,
      search text NOT NULL
    )`);
  await runner.query('CREATE INDEX ON directory.facility (sort_name, id)');
  await protectTenantTable(runner, 'directory.facility', {
    facilityColumn: 'id',
    facility: 'select',
    agency: 'select',
    system: 'select,insert,update',
    signin: 'select',
  });
}

async function createPeople(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE directory.person (
      id uuid PRIMARY KEY,
      version integer NOT NULL,
      display_name text NOT NULL,
      email text NOT NULL,
      locale text NOT NULL,
      sort_name text NOT NULL,
      disabled_at timestamptz
    )`);
  await runner.query('CREATE UNIQUE INDEX person_email ON directory.person (lower(email))');
  await runner.query('CREATE INDEX ON directory.person (sort_name, id)');
  await runner.query(`
    CREATE TABLE directory.credential (
      person_id uuid PRIMARY KEY REFERENCES directory.person,
      password_hash text NOT NULL,
      changed_at timestamptz NOT NULL
    )`);
  await runner.query(`
    CREATE TABLE directory.agency_role (
      person_id uuid NOT NULL REFERENCES directory.person,
      role text NOT NULL,
      PRIMARY KEY (person_id, role)
    )`);
  await runner.query(`
    CREATE TABLE directory.membership (
      person_id uuid NOT NULL REFERENCES directory.person,
      facility_id uuid NOT NULL REFERENCES directory.facility,
      roles text[] NOT NULL,
      until timestamptz,
      ended boolean NOT NULL DEFAULT false,
      PRIMARY KEY (person_id, facility_id)
    )`);
  await runner.query('CREATE INDEX ON directory.membership (facility_id)');
  await runner.query('CREATE INDEX ON directory.membership (until) WHERE until IS NOT NULL AND NOT ended');
  await protectTenantTable(runner, 'directory.membership', {
    facility: 'select',
    agency: 'select',
    system: 'select,insert,update,delete',
    signin: 'select',
  });
  await protectTenantTable(runner, 'directory.person', {
    facilityCondition: `EXISTS (
      SELECT 1 FROM directory.membership AS own
      WHERE own.person_id = person.id AND own.facility_id = ANY(FACILITIES) AND NOT own.ended)`,
    facility: 'select',
    agency: 'select',
    system: 'select,insert,update',
    signin: 'select',
  });
  await protectAgencyRoles(runner);
  await protectCredentials(runner);
}

/** A facility may ask, and finds none: who works for the agency is the agency's matter. */
async function protectAgencyRoles(runner: QueryRunner): Promise<void> {
  await forceRowSecurity(runner, 'directory.agency_role');
  for (const kind of ['agency', 'system', 'signin'] as const) {
    await addPolicy(runner, 'directory.agency_role', kind, 'true');
  }
  await grantTable(runner, 'directory.agency_role', {
    facility: 'select',
    agency: 'select',
    system: 'select,insert,update,delete',
    signin: 'select',
  });
}

async function protectCredentials(runner: QueryRunner): Promise<void> {
  await forceRowSecurity(runner, 'directory.credential');
  for (const kind of ['system', 'signin'] as const) await addPolicy(runner, 'directory.credential', kind, 'true');
  await grantTable(runner, 'directory.credential', { system: 'select,insert,update', signin: 'select,update' });
}

async function createContactPoints(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE directory.contact_point (
      id uuid PRIMARY KEY,
      facility_id uuid NOT NULL REFERENCES directory.facility,
      label text NOT NULL,
      name text NOT NULL,
      email text,
      phone text,
      outside boolean NOT NULL,
      locale text NOT NULL,
      CHECK (email IS NOT NULL OR phone IS NOT NULL)
    )`);
  await runner.query('CREATE INDEX ON directory.contact_point (facility_id)');
  await protectTenantTable(runner, 'directory.contact_point', {
    facility: 'select,insert,update',
    agency: 'select,insert,update',
    system: 'select,insert,update',
  });
}
