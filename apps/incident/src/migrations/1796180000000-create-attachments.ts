import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ATTACHMENT = 'incident.attachment';
const CUSTODY = 'incident.custody';
/** What is the agency's alone does not exist for a facility. */
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[]) AND visibility = 'shared'`;

/** Files on incidents, and who had them. The bytes are in the attachment store, under a key that is here only wrapped. */
export class CreateAttachments1796180000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createAttachments(runner);
    await createCustody(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${CUSTODY}, ${ATTACHMENT}`);
    await runner.query('DROP FUNCTION incident.refuse_custody_change');
  }
}

async function createAttachments(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${ATTACHMENT} (
      id uuid PRIMARY KEY,
      incident_id uuid NOT NULL REFERENCES incident.incident (id),
      facility_id uuid NOT NULL,
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      side text NOT NULL CHECK (side IN ('facility', 'agency')),
      visibility text NOT NULL CHECK (visibility IN ('shared', 'agency')),
      tlp text,
      name text NOT NULL,
      original_name text NOT NULL,
      size bigint NOT NULL CHECK (size > 0),
      purpose text NOT NULL,
      state text NOT NULL DEFAULT 'uploading' CHECK (state IN ('uploading', 'stored', 'destroyed')),
      facility_by uuid,
      agency_by uuid,
      begun_at timestamptz NOT NULL,
      stored_at timestamptz,
      sha256 bytea CHECK (octet_length(sha256) = 32),
      key_id text,
      wrapped_key bytea,
      writer uuid,
      writer_until timestamptz,
      verdict text NOT NULL DEFAULT 'unscanned',
      finding text,
      scanned_at timestamptz,
      signatures_at timestamptz,
      scan_at timestamptz,
      scan_failures int NOT NULL DEFAULT 0,
      scans int NOT NULL DEFAULT 0,
      sealed_at timestamptz,
      CHECK (num_nonnulls(facility_by, agency_by) = 1),
      CHECK (num_nulls(key_id, wrapped_key) IN (0, 2)),
      CHECK (state <> 'stored' OR num_nulls(stored_at, sha256, wrapped_key) = 0),
      CHECK (state <> 'destroyed' OR wrapped_key IS NULL),
      CHECK (verdict <> 'clean' OR scanned_at IS NOT NULL)
    )`);
  await runner.query(`CREATE INDEX attachment_by_incident ON ${ATTACHMENT} (incident_id, begun_at DESC, id DESC)`);
  await runner.query(`CREATE INDEX attachment_by_facility ON ${ATTACHMENT} (facility_id)`);
  await runner.query(
    `CREATE INDEX attachment_to_scan ON ${ATTACHMENT} (scan_at) WHERE state = 'stored' AND verdict = 'unscanned'`,
  );
  await runner.query(`CREATE INDEX attachment_unfinished ON ${ATTACHMENT} (begun_at) WHERE state = 'uploading'`);
  await forceRowSecurity(runner, ATTACHMENT);
  await addPolicy(runner, ATTACHMENT, 'facility', OWN);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, ATTACHMENT, scope, 'true');
  await grantTable(runner, ATTACHMENT, {
    facility: 'insert',
    agency: 'insert',
    system: 'select,update,delete',
  });
  // Keys, leases and what the scanner has to do are the service's own.
  const told = `id, incident_id, facility_id, kind, side, visibility, tlp, name, original_name, size, purpose, state, facility_by, begun_at,
    stored_at, sha256, verdict, finding, scanned_at, signatures_at, sealed_at`;
  await runner.query(`GRANT SELECT (${told}) ON ${ATTACHMENT} TO vigie_incident_facility`);
  await runner.query(`GRANT SELECT (${told}, agency_by) ON ${ATTACHMENT} TO vigie_incident_agency`);
  await runner.query(`GRANT UPDATE (state, stored_at, scan_at) ON ${ATTACHMENT} TO vigie_incident_facility`);
  await runner.query(
    `GRANT UPDATE (state, stored_at, scan_at, sealed_at, key_id, wrapped_key) ON ${ATTACHMENT} TO vigie_incident_agency`,
  );
}

async function createCustody(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${CUSTODY} (
      id uuid PRIMARY KEY,
      attachment_id uuid NOT NULL REFERENCES ${ATTACHMENT} (id),
      facility_id uuid NOT NULL,
      visibility text NOT NULL,
      at timestamptz NOT NULL,
      action text NOT NULL,
      side text NOT NULL CHECK (side IN ('facility', 'agency', 'system')),
      facility_by uuid,
      agency_by uuid,
      recipient text,
      reason text,
      result text,
      CHECK (num_nonnulls(facility_by, agency_by) = CASE side WHEN 'system' THEN 0 ELSE 1 END)
    )`);
  await runner.query(`CREATE INDEX custody_of_attachment ON ${CUSTODY} (attachment_id, at, id)`);
  await runner.query(`
    CREATE FUNCTION incident.refuse_custody_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'lines of custody are never changed or removed' USING ERRCODE = 'insufficient_privilege';
    END $$`);
  for (const [name, what] of [
    ['append_only', 'UPDATE OR DELETE'],
    ['never_emptied', 'TRUNCATE'],
  ])
    await runner.query(
      `CREATE TRIGGER ${name} BEFORE ${what} ON ${CUSTODY} FOR EACH STATEMENT EXECUTE FUNCTION incident.refuse_custody_change()`,
    );
  await runner.query(`ALTER TABLE ${CUSTODY} ENABLE ALWAYS TRIGGER append_only, ENABLE ALWAYS TRIGGER never_emptied`);
  await forceRowSecurity(runner, CUSTODY);
  await addPolicy(runner, CUSTODY, 'facility', OWN);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, CUSTODY, scope, 'true');
  await grantTable(runner, CUSTODY, { facility: 'insert', agency: 'select,insert', system: 'select,insert' });
  const told = 'id, attachment_id, facility_id, visibility, at, action, side, facility_by, recipient, reason, result';
  await runner.query(`GRANT SELECT (${told}) ON ${CUSTODY} TO vigie_incident_facility`);
}
