import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDICATOR = 'incident.indicator';
const SIGHTING = 'incident.indicator_sighting';
const UPLOAD = 'incident.upload_part';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;
const OWN_FILE = `actor_id = nullif(current_setting('vigie.actor', true), '')::uuid`;

/** Values seen in attacks, one record for each, and on which incidents they were seen. */
export class CreateIndicators1796170000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createIndicators(runner);
    await createSightings(runner);
    await createUploads(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${UPLOAD}, ${SIGHTING}, ${INDICATOR}`);
  }
}

/** The id is made of type and value: who records one need not read whether it is there, and a facility may not. */
async function createIndicators(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${INDICATOR} (
      id uuid PRIMARY KEY,
      type text NOT NULL,
      value text NOT NULL CHECK (length(value) BETWEEN 1 AND 2048),
      first_at timestamptz NOT NULL
    )`);
  await runner.query(`CREATE INDEX indicator_by_age ON ${INDICATOR} (first_at DESC, id DESC)`);
  await forceRowSecurity(runner, INDICATOR);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, INDICATOR, scope, 'true');
  await grantTable(runner, INDICATOR, { facility: 'insert', agency: 'select,insert', system: 'select' });
  await runner.query(
    `CREATE POLICY facility_adds ON ${INDICATOR} FOR INSERT TO vigie_incident_facility WITH CHECK (true)`,
  );
}

async function createSightings(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${SIGHTING} (
      id uuid PRIMARY KEY,
      indicator_id uuid NOT NULL REFERENCES ${INDICATOR} (id),
      incident_id uuid NOT NULL REFERENCES incident.incident (id),
      facility_id uuid NOT NULL,
      type text NOT NULL,
      value text NOT NULL,
      source text NOT NULL,
      tlp text NOT NULL,
      note text,
      for_detection boolean NOT NULL,
      side text NOT NULL CHECK (side IN ('facility', 'agency')),
      recorded_by uuid NOT NULL,
      recorded_at timestamptz NOT NULL,
      version int NOT NULL DEFAULT 1,
      withdrawn_at timestamptz,
      withdrawn_by uuid,
      withdrawn_reason text,
      UNIQUE (incident_id, indicator_id),
      CHECK (num_nulls(withdrawn_at, withdrawn_by, withdrawn_reason) IN (0, 3))
    )`);
  await runner.query(`CREATE INDEX sighting_by_incident ON ${SIGHTING} (incident_id, recorded_at DESC, id DESC)`);
  await runner.query(`CREATE INDEX sighting_by_indicator ON ${SIGHTING} (indicator_id, recorded_at DESC)`);
  await forceRowSecurity(runner, SIGHTING);
  await addPolicy(runner, SIGHTING, 'facility', OWN);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, SIGHTING, scope, 'true');
  await grantTable(runner, SIGHTING, { facility: 'insert', agency: 'select,insert', system: 'select' });
  const told = `id, indicator_id, incident_id, facility_id, type, value, source, tlp, note, for_detection, side, recorded_at, version,
    withdrawn_at, withdrawn_reason`;
  await runner.query(`GRANT SELECT (${told}) ON ${SIGHTING} TO vigie_incident_facility`);
  for (const scope of ['facility', 'agency'])
    await runner.query(
      `GRANT UPDATE (version, withdrawn_at, withdrawn_by, withdrawn_reason) ON ${SIGHTING} TO vigie_incident_${scope}`,
    );
}

/** Files on their way in: whoever sends one is the only one who sees it. */
async function createUploads(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${UPLOAD} (
      actor_id uuid NOT NULL,
      upload_id uuid NOT NULL,
      index int NOT NULL CHECK (index >= 0),
      is_last boolean NOT NULL,
      data bytea NOT NULL,
      received_at timestamptz NOT NULL,
      PRIMARY KEY (actor_id, upload_id, index)
    )`);
  await runner.query(`CREATE INDEX upload_part_by_age ON ${UPLOAD} (received_at)`);
  await forceRowSecurity(runner, UPLOAD);
  await addPolicy(runner, UPLOAD, 'facility', OWN_FILE);
  await addPolicy(runner, UPLOAD, 'agency', OWN_FILE);
  await addPolicy(runner, UPLOAD, 'system', 'true');
  await grantTable(runner, UPLOAD, { facility: 'select,insert', agency: 'select,insert', system: 'select,delete' });
}
