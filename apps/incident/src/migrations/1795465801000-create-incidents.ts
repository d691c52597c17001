import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'incident.incident';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;

/** What a facility writes when it declares. */
const DECLARED = `id, reference, facility_id, territory, kind, what, since, aware_at, recorded_at, changed_at, suspected_malicious,
  degraded_mode, care_services, patient_danger, data_touched, data_classes, supplier, supplier_key, help_wanted, contact_name,
  contact_phone, contact_email, declared_by, declaration_hash`;
/** What moves with every event, whoever causes it. */
const STEP = 'version, journal_seq, changed_at';
const TRIAGED = 'state, assignee_id, rsit_class, rsit_type, severity, tlp, malicious, regional_id, similar_count';
/** All but who at the agency is in charge, and to which regional incident it belongs. */
const TOLD_TO_FACILITY = `${DECLARED}, ${STEP}, state, assigned, rsit_class, rsit_type, severity, tlp, malicious, similar_count`;

export class CreateIncidents1795465801000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createRegionalIncidents(runner);
    await createIncidents(runner);
    await createIndexes(runner);
    await protect(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE incident.incident, incident.regional_incident');
  }
}

async function createRegionalIncidents(runner: QueryRunner): Promise<void> {
  const table = 'incident.regional_incident';
  await runner.query(`
    CREATE TABLE ${table} (
      id uuid PRIMARY KEY,
      reference text NOT NULL UNIQUE,
      territory text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      title text NOT NULL,
      supplier text,
      tlp text NOT NULL,
      state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
      version int NOT NULL DEFAULT 1,
      incident_count int NOT NULL,
      opened_at timestamptz NOT NULL,
      opened_by uuid NOT NULL
    )`);
  await runner.query(`CREATE INDEX regional_incident_by_opening ON ${table} (opened_at, id)`);
  await forceRowSecurity(runner, table);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, table, scope, 'true');
  await grantTable(runner, table, { agency: 'select,insert,update', system: 'select' });
}

async function createIncidents(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${TABLE} (
      id uuid PRIMARY KEY,
      reference text NOT NULL UNIQUE,
      facility_id uuid NOT NULL,
      territory text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      state text NOT NULL DEFAULT 'declared',
      version int NOT NULL DEFAULT 1,
      journal_seq int NOT NULL DEFAULT 1,
      what text NOT NULL,
      since timestamptz,
      aware_at timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      changed_at timestamptz NOT NULL,
      suspected_malicious text NOT NULL,
      degraded_mode text NOT NULL,
      care_services text[] NOT NULL,
      patient_danger text NOT NULL,
      data_touched text NOT NULL,
      data_classes text[] NOT NULL,
      supplier text,
      supplier_key text,
      help_wanted text[] NOT NULL,
      contact_name text NOT NULL,
      contact_phone text,
      contact_email text,
      declared_by uuid NOT NULL,
      declaration_hash bytea NOT NULL,
      assignee_id uuid,
      assigned boolean GENERATED ALWAYS AS (assignee_id IS NOT NULL) STORED,
      rsit_class text,
      rsit_type text,
      severity text,
      tlp text NOT NULL DEFAULT 'AMBER',
      malicious text,
      regional_id uuid REFERENCES incident.regional_incident (id),
      similar_count int CHECK (similar_count >= 3)
    ) WITH (fillfactor = 85)`);
}

async function createIndexes(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE INDEX incident_by_recording ON ${TABLE} (kind, recorded_at, id)`);
  await runner.query(`CREATE INDEX incident_by_state ON ${TABLE} (kind, state, recorded_at, id)`);
  await runner.query(`CREATE INDEX incident_by_facility ON ${TABLE} (facility_id, kind, recorded_at, id)`);
  await runner.query(`CREATE INDEX incident_by_supplier ON ${TABLE} (supplier_key) WHERE supplier_key IS NOT NULL`);
  await runner.query(`CREATE INDEX incident_by_regional ON ${TABLE} (regional_id) WHERE regional_id IS NOT NULL`);
  await runner.query(`CREATE INDEX incident_by_assignee ON ${TABLE} (assignee_id) WHERE assignee_id IS NOT NULL`);
}

async function protect(runner: QueryRunner): Promise<void> {
  await forceRowSecurity(runner, TABLE);
  await addPolicy(runner, TABLE, 'facility', OWN);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, TABLE, scope, 'true');
  // Privileges by column: what a facility must not know or change is refused by the database, whatever the query.
  await runner.query(
    `GRANT SELECT (${TOLD_TO_FACILITY}), INSERT (${DECLARED}), UPDATE (${STEP}) ON ${TABLE} TO vigie_incident_facility`,
  );
  await runner.query(`GRANT SELECT, UPDATE (${STEP}, ${TRIAGED}) ON ${TABLE} TO vigie_incident_agency`);
  await grantTable(runner, TABLE, { system: 'select' });
}
