import { RegimeDefinition } from '#libs/contracts';
import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { firstRegimes } from '../regimes/regimes.js';

const REGIME = 'incident.clock_regime';
const SHEET = 'incident.clock_sheet';
const CLOCK = 'incident.clock';
const RING = 'incident.clock_ring';
const NOTICE = 'incident.authority_notice';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;

/** Since when the regimes to begin with are valid: before anything that is declared here. */
const EVER = '2000-01-01T00:00:00.000Z';
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Legal clocks: the regimes they follow from, one clock for each stage, the reminders that were given, and what authorities were told. */
export class CreateClocks1796050001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createRegimes(runner);
    await createSheets(runner);
    await createClocks(runner);
    await createRings(runner);
    await createNotices(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${NOTICE}, ${RING}, ${CLOCK}, ${SHEET}, ${REGIME}`);
  }
}

async function createRegimes(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${REGIME} (
      code text NOT NULL,
      version int NOT NULL CHECK (version > 0),
      valid_from timestamptz NOT NULL,
      valid_to timestamptz,
      definition jsonb NOT NULL,
      saved_at timestamptz NOT NULL,
      saved_by uuid NOT NULL,
      PRIMARY KEY (code, version),
      CHECK (valid_from < valid_to)
    )`);
  await grantTable(runner, REGIME, { facility: 'select', agency: 'select,insert', system: 'select' });
  for (const [code, definition] of Object.entries(firstRegimes)) {
    await runner.query(
      `INSERT INTO ${REGIME} (code, version, valid_from, definition, saved_at, saved_by) VALUES ($1, 1, $2, $3, $2, $4)`,
      [code, EVER, JSON.stringify(RegimeDefinition.parse(definition)), NOBODY],
    );
  }
}

/**
 * One for each incident: that its clocks are to be worked out (`asked` is ahead of `derived`), and with what they were. Facilities see no
 * more of it than that.
 */
async function createSheets(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${SHEET} (
      incident_id uuid PRIMARY KEY,
      id uuid NOT NULL UNIQUE,
      facility_id uuid NOT NULL,
      territory text NOT NULL,
      version int NOT NULL DEFAULT 0,
      asked int NOT NULL DEFAULT 1,
      derived int NOT NULL DEFAULT 0,
      next_at timestamptz NOT NULL,
      profile jsonb,
      zone text
    ) WITH (fillfactor = 85)`);
  await runner.query(`CREATE INDEX clock_sheet_to_derive ON ${SHEET} (next_at) WHERE asked > derived`);
  await runner.query(`CREATE INDEX clock_sheet_by_facility ON ${SHEET} (facility_id)`);
  await protect(runner, SHEET);
  await runner.query(`GRANT SELECT (incident_id, facility_id, asked, derived) ON ${SHEET} TO vigie_incident_facility`);
  await runner.query(`GRANT SELECT, UPDATE (asked, next_at) ON ${SHEET} TO vigie_incident_agency`);
  await grantTable(runner, SHEET, { system: 'select,insert,update' });
}

async function createClocks(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${CLOCK} (
      id uuid PRIMARY KEY,
      incident_id uuid NOT NULL,
      facility_id uuid NOT NULL,
      territory text NOT NULL,
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      reference text NOT NULL,
      regime text NOT NULL,
      regime_version int NOT NULL,
      stage text NOT NULL,
      applies text NOT NULL CHECK (applies IN ('yes', 'no', 'unknown')),
      state text NOT NULL CHECK (state IN ('open', 'met', 'not-applicable', 'superseded')),
      due_at timestamptz,
      met_at timestamptz,
      reason jsonb NOT NULL,
      rings timestamptz[] NOT NULL,
      rung int NOT NULL DEFAULT 0,
      next_ring_at timestamptz,
      version int NOT NULL DEFAULT 0,
      UNIQUE (incident_id, regime, stage),
      FOREIGN KEY (regime, regime_version) REFERENCES ${REGIME},
      CHECK (next_ring_at IS NULL OR state = 'open')
    ) WITH (fillfactor = 85)`);
  await runner.query(`CREATE INDEX clock_to_ring ON ${CLOCK} (next_ring_at) WHERE next_ring_at IS NOT NULL`);
  await runner.query(
    `CREATE INDEX clock_by_due ON ${CLOCK} (kind, state, (coalesce(due_at, '9998-12-31T00:00:00Z'::timestamptz)), id)`,
  );
  await runner.query(
    `CREATE INDEX clock_by_facility ON ${CLOCK} (facility_id, kind, state, (coalesce(due_at, '9998-12-31T00:00:00Z'::timestamptz)), id)`,
  );
  await protect(runner, CLOCK);
  // Who tells an authority stops the clock at once; all else the service works out in its own name.
  const met = 'state, met_at, rings, rung, next_ring_at';
  for (const scope of ['facility', 'agency'] as const)
    await runner.query(`GRANT SELECT, UPDATE (${met}) ON ${CLOCK} TO vigie_incident_${scope}`);
  await grantTable(runner, CLOCK, { system: 'select,insert,update' });
}

/** A reminder is given once for a due time: the key says so. */
async function createRings(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${RING} (
      clock_id uuid NOT NULL,
      due_at timestamptz NOT NULL,
      rung int NOT NULL CHECK (rung > 0),
      facility_id uuid NOT NULL,
      rang_at timestamptz NOT NULL,
      PRIMARY KEY (clock_id, due_at, rung)
    )`);
  await protect(runner, RING);
  await grantTable(runner, RING, { facility: 'select', agency: 'select', system: 'select,insert' });
}

async function createNotices(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${NOTICE} (
      id uuid PRIMARY KEY,
      incident_id uuid NOT NULL REFERENCES incident.incident (id),
      facility_id uuid NOT NULL,
      authority text NOT NULL,
      status text NOT NULL,
      told_at timestamptz NOT NULL,
      reference text,
      told_by text NOT NULL,
      stages text[] NOT NULL,
      author_side text NOT NULL GENERATED ALWAYS AS (CASE WHEN agency_author_id IS NULL THEN 'facility' ELSE 'agency' END) STORED,
      facility_author_id uuid,
      agency_author_id uuid,
      recorded_at timestamptz NOT NULL,
      CHECK (num_nonnulls(facility_author_id, agency_author_id) = 1)
    )`);
  await runner.query(`CREATE INDEX authority_notice_by_incident ON ${NOTICE} (incident_id, told_at)`);
  await protect(runner, NOTICE);
  await grantTable(runner, NOTICE, { agency: 'select,insert', system: 'select' });
  const common = `id, incident_id, facility_id, authority, status, told_at, reference, told_by, stages, facility_author_id, recorded_at`;
  await runner.query(
    `GRANT SELECT (${common}, author_side), INSERT (${common}) ON ${NOTICE} TO vigie_incident_facility`,
  );
}

async function protect(runner: QueryRunner, table: string): Promise<void> {
  await forceRowSecurity(runner, table);
  await addPolicy(runner, table, 'facility', OWN);
  for (const scope of ['agency', 'system'] as const) await addPolicy(runner, table, scope, 'true');
}
