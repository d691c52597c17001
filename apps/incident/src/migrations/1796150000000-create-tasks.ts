import { PlaybookDefinition } from '#libs/contracts';
import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { firstPlaybooks } from '../playbooks/playbooks.js';

const VERSION = 'incident.playbook_version';
const RUN = 'incident.playbook_run';
const TASK = 'incident.task';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;

/** Since when the playbooks to begin with are there. */
const EVER = '2000-01-01T00:00:00.000Z';
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What is to be done about an incident, and the playbooks that say so. */
export class CreateTasks1796150000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createVersions(runner);
    await createRuns(runner);
    await createTasks(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [TASK, RUN, VERSION]) await runner.query(`DROP TABLE ${table}`);
  }
}

/** No facility reads them: they say what the agency does. */
async function createVersions(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${VERSION} (
      code text NOT NULL,
      version int NOT NULL,
      definition jsonb NOT NULL,
      reason text,
      saved_by uuid NOT NULL,
      saved_at timestamptz NOT NULL,
      PRIMARY KEY (code, version)
    )`);
  await forceRowSecurity(runner, VERSION);
  await addPolicy(runner, VERSION, 'agency', 'true');
  await grantTable(runner, VERSION, { agency: 'select,insert' });
  for (const [code, definition] of Object.entries(firstPlaybooks)) {
    await runner.query(
      `INSERT INTO ${VERSION} (code, version, definition, saved_by, saved_at) VALUES ($1, 1, $2, $3, $4)`,
      [code, JSON.stringify(PlaybookDefinition.parse(definition)), NOBODY, EVER],
    );
  }
}

async function createRuns(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${RUN} (
      id uuid PRIMARY KEY,
      incident_id uuid NOT NULL REFERENCES incident.incident (id),
      code text NOT NULL,
      version int NOT NULL,
      name jsonb NOT NULL,
      started_by uuid NOT NULL,
      started_at timestamptz NOT NULL,
      reversed_by uuid,
      reversed_at timestamptz,
      reason text,
      FOREIGN KEY (code, version) REFERENCES ${VERSION} (code, version)
    )`);
  // One under way of each playbook, whatever happens at the same moment.
  await runner.query(
    `CREATE UNIQUE INDEX playbook_run_under_way ON ${RUN} (incident_id, code) WHERE reversed_at IS NULL`,
  );
  await forceRowSecurity(runner, RUN);
  await addPolicy(runner, RUN, 'agency', 'true');
  await grantTable(runner, RUN, { agency: 'select,insert' });
  await runner.query(`GRANT UPDATE (reversed_by, reversed_at, reason) ON ${RUN} TO vigie_incident_agency`);
}

async function createTasks(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${TASK} (
      id uuid PRIMARY KEY,
      incident_id uuid NOT NULL REFERENCES incident.incident (id),
      facility_id uuid NOT NULL,
      side text NOT NULL CHECK (side IN ('agency', 'facility')),
      position int NOT NULL,
      title jsonb NOT NULL,
      text jsonb,
      role jsonb,
      owner_id uuid,
      due_at timestamptz,
      state text NOT NULL DEFAULT 'todo' CHECK (state IN ('todo', 'doing', 'done', 'dropped')),
      reason text,
      checklist jsonb NOT NULL,
      after uuid[] NOT NULL,
      run_id uuid REFERENCES ${RUN} (id),
      version int NOT NULL DEFAULT 1,
      created_by uuid NOT NULL,
      changed_at timestamptz NOT NULL,
      CHECK ((state = 'dropped') = (reason IS NOT NULL))
    )`);
  await runner.query(`CREATE INDEX task_by_incident ON ${TASK} (incident_id, position)`);
  await runner.query(`CREATE INDEX task_by_run ON ${TASK} (run_id) WHERE run_id IS NOT NULL`);
  await runner.query(`CREATE INDEX task_open_of ON ${TASK} (owner_id, due_at) WHERE state IN ('todo', 'doing')`);
  await forceRowSecurity(runner, TASK);
  await addPolicy(runner, TASK, 'facility', `${OWN} AND side = 'facility'`);
  await addPolicy(runner, TASK, 'agency', 'true');
  await grantTable(runner, TASK, { agency: 'select,insert' });
  const changes = 'title, text, owner_id, due_at, state, reason, checklist, after, version, changed_at';
  await runner.query(`GRANT UPDATE (${changes}) ON ${TASK} TO vigie_incident_agency, vigie_incident_facility`);
  const told = `id, incident_id, facility_id, side, position, role, run_id, ${changes}`;
  await runner.query(`GRANT SELECT (${told}), INSERT (${told}, created_by) ON ${TASK} TO vigie_incident_facility`);
}
