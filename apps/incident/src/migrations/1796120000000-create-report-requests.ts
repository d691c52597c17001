import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const REQUEST = 'incident.report_request';
const REGIME = 'incident.clock_regime';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** What the first regimes have for it from now on. */
const REMINDERS = JSON.stringify(['-P1D', '-PT4H', 'PT0S', 'PT4H', 'P1D']);

/** That authorities asked for reports, and by when. A request is a fact: one that replaces another leaves it as it is. */
export class CreateReportRequests1796120000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createRequests(runner);
    await remindOfRequested(runner);
  }

  /** The versions of the regime stay: clocks may follow from them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${REQUEST}`);
  }
}

async function createRequests(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${REQUEST} (
      id uuid PRIMARY KEY,
      incident_id uuid NOT NULL REFERENCES incident.incident (id),
      facility_id uuid NOT NULL,
      regime text NOT NULL,
      stage text NOT NULL,
      asked_at timestamptz NOT NULL,
      due_at timestamptz NOT NULL,
      asked_by text NOT NULL,
      author_side text NOT NULL GENERATED ALWAYS AS (CASE WHEN agency_author_id IS NULL THEN 'facility' ELSE 'agency' END) STORED,
      facility_author_id uuid,
      agency_author_id uuid,
      recorded_at timestamptz NOT NULL,
      CHECK (asked_at < due_at),
      CHECK (num_nonnulls(facility_author_id, agency_author_id) = 1)
    )`);
  await runner.query(`CREATE INDEX report_request_by_stage ON ${REQUEST} (incident_id, regime, stage, asked_at)`);
  await forceRowSecurity(runner, REQUEST);
  await addPolicy(runner, REQUEST, 'facility', OWN);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, REQUEST, scope, 'true');
  await grantTable(runner, REQUEST, { agency: 'select,insert', system: 'select' });
  const common = `id, incident_id, facility_id, regime, stage, asked_at, due_at, asked_by, facility_author_id, recorded_at`;
  await runner.query(
    `GRANT SELECT (${common}, author_side), INSERT (${common}) ON ${REQUEST} TO vigie_incident_facility`,
  );
}

/**
 * Stages that are on request had no reminders, because they never had a due time. Versions are added and never changed: every one of a
 * regime is written again above the others, in their order, so that the same is the law for the same instant.
 */
async function remindOfRequested(runner: QueryRunner): Promise<void> {
  const silent = `stage->'due'->>'from' = 'request' AND stage->'reminders' = '[]'`;
  await runner.query(
    `INSERT INTO ${REGIME} (code, version, valid_from, valid_to, definition, saved_at, saved_by)
     SELECT code, version + max(version) OVER (PARTITION BY code), valid_from, valid_to, jsonb_set(definition, '{stages}', (
         SELECT jsonb_agg(CASE WHEN ${silent} THEN jsonb_set(stage, '{reminders}', $1::jsonb) ELSE stage END ORDER BY place)
         FROM jsonb_array_elements(definition->'stages') WITH ORDINALITY AS s (stage, place)
       )), now(), $2
     FROM ${REGIME} WHERE code IN (
       SELECT code FROM ${REGIME}, jsonb_array_elements(definition->'stages') AS stage WHERE ${silent}
     )`,
    [REMINDERS, NOBODY],
  );
}
