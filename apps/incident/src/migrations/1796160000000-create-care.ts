import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const SHEET = 'incident.care_sheet';
const REPORT = 'incident.care_report';
const LINK = 'incident.samu_link';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;
const WRITTEN = `id, sheet_id, version, facility_id, territory, kind, service, status, since, until, transfers, transfer_text, note,
  confirms, facility_author_id, reported_at`;

/** Which care services are open: every report and confirmation is a row that stays, and the newest of a service counts. */
export class CreateCare1796160000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createSheets(runner);
    await createReports(runner);
    await createLinks(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [LINK, REPORT, SHEET]) await runner.query(`DROP TABLE ${table}`);
  }
}

/** One for a facility, real and exercise apart: whoever writes holds it, so that its reports have an order. */
async function createSheets(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${SHEET} (
      id uuid PRIMARY KEY,
      facility_id uuid NOT NULL,
      territory text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      version int NOT NULL DEFAULT 0,
      changed_at timestamptz NOT NULL,
      UNIQUE (facility_id, kind)
    )`);
  await forceRowSecurity(runner, SHEET);
  await addPolicy(runner, SHEET, 'facility', OWN);
  await addPolicy(runner, SHEET, 'agency', 'true');
  for (const scope of ['facility', 'agency'] as const) {
    await runner.query(`GRANT SELECT, INSERT, UPDATE (version, changed_at) ON ${SHEET} TO vigie_incident_${scope}`);
  }
}

async function createReports(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${REPORT} (
      id uuid PRIMARY KEY,
      sheet_id uuid NOT NULL REFERENCES ${SHEET} (id),
      version int NOT NULL,
      facility_id uuid NOT NULL,
      territory text NOT NULL,
      kind text NOT NULL,
      service text NOT NULL,
      status text NOT NULL CHECK (status IN ('open', 'degraded', 'closed', 'unknown')),
      since timestamptz NOT NULL,
      until timestamptz,
      transfers boolean NOT NULL,
      transfer_text text,
      note text,
      confirms uuid REFERENCES ${REPORT} (id),
      author_side text NOT NULL GENERATED ALWAYS AS (CASE WHEN agency_author_id IS NULL THEN 'facility' ELSE 'agency' END) STORED,
      facility_author_id uuid,
      agency_author_id uuid,
      reported_at timestamptz NOT NULL,
      UNIQUE (sheet_id, version, service),
      CHECK (until > since),
      CHECK (transfers OR transfer_text IS NULL),
      CHECK (num_nonnulls(facility_author_id, agency_author_id) = 1)
    )`);
  await runner.query(
    `CREATE INDEX care_report_newest ON ${REPORT} (kind, facility_id, service, reported_at DESC, version DESC)`,
  );
  await forceRowSecurity(runner, REPORT);
  await addPolicy(runner, REPORT, 'facility', OWN);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, REPORT, scope, 'true');
  // Who of the agency wrote it is not told to a facility; nobody changes what was said.
  await runner.query(
    `GRANT SELECT (${WRITTEN}, author_side), INSERT (${WRITTEN}) ON ${REPORT} TO vigie_incident_facility`,
  );
  await grantTable(runner, REPORT, { agency: 'select,insert', system: 'select' });
}

async function createLinks(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${LINK} (
      id uuid PRIMARY KEY,
      label text NOT NULL,
      token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      territories text[] NOT NULL,
      services text[] NOT NULL,
      created_by uuid NOT NULL,
      created_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      revoked_at timestamptz,
      revoked_by uuid,
      last_used_at timestamptz,
      CHECK (expires_at <= created_at + interval '30 days')
    )`);
  await forceRowSecurity(runner, LINK);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, LINK, scope, 'true');
  await runner.query(`GRANT SELECT, INSERT, UPDATE (revoked_at, revoked_by) ON ${LINK} TO vigie_incident_agency`);
  await runner.query(`GRANT SELECT, UPDATE (last_used_at) ON ${LINK} TO vigie_incident_system`);
}
