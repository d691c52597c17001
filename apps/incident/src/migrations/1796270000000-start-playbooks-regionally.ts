import type { MigrationInterface, QueryRunner } from 'typeorm';

const RUN = 'incident.playbook_run';
const TASK = 'incident.task';
const ENTRY = 'incident.regional_entry';

const BEFORE = [
  ...['opened', 'linked', 'unlinked', 'taken-apart', 'closed', 'reopened', 'note', 'decision'],
  ...['task-added', 'task-done', 'task-dropped', 'task-reopened'],
];
const WITHOUT_TEXT = ['opened', 'linked', 'unlinked', 'task-added', 'task-done', 'task-reopened'];
const PLAYBOOKS = ['playbook-started', 'playbook-extended', 'playbook-reversed'];

const list = (types: readonly string[]): string => types.map((type) => `'${type}'`).join(', ');

/** A playbook is started on an incident or on a regional incident; what it gave to incidents their tasks say. */
export class StartPlaybooksRegionally1796270000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ${RUN}
        ADD COLUMN regional_id uuid REFERENCES incident.regional_incident (id),
        ALTER COLUMN incident_id DROP NOT NULL,
        ADD CONSTRAINT playbook_run_of_one CHECK (num_nonnulls(incident_id, regional_id) = 1)`);
    await runner.query(
      `CREATE UNIQUE INDEX playbook_run_under_way_regional ON ${RUN} (regional_id, code)
       WHERE reversed_at IS NULL AND regional_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX playbook_run_by_regional ON ${RUN} (regional_id, started_at) WHERE regional_id IS NOT NULL`,
    );
    await runner.query(`
      ALTER TABLE ${TASK}
        DROP CONSTRAINT task_of_region,
        ADD CONSTRAINT task_of_region CHECK (regional_id IS NULL OR side = 'agency')`);
    await allow(
      runner,
      [...BEFORE, ...PLAYBOOKS],
      [...WITHOUT_TEXT, ...PLAYBOOKS.filter((type) => type !== 'playbook-reversed')],
    );
  }

  /** The tasks stay, as such that a person added. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM ${ENTRY} WHERE type IN (${list(PLAYBOOKS)})`);
    await allow(runner, BEFORE, WITHOUT_TEXT);
    await runner.query(
      `UPDATE ${TASK} SET run_id = NULL WHERE run_id IN (SELECT id FROM ${RUN} WHERE regional_id IS NOT NULL)`,
    );
    await runner.query(`
      ALTER TABLE ${TASK}
        DROP CONSTRAINT task_of_region,
        ADD CONSTRAINT task_of_region CHECK (regional_id IS NULL OR (side = 'agency' AND run_id IS NULL))`);
    await runner.query(`DELETE FROM ${RUN} WHERE regional_id IS NOT NULL`);
    await runner.query(`ALTER TABLE ${RUN} DROP COLUMN regional_id, ALTER COLUMN incident_id SET NOT NULL`);
  }
}

/** What can stand in the journal of a regional incident, and what of it has no text. */
async function allow(runner: QueryRunner, types: readonly string[], withoutText: readonly string[]): Promise<void> {
  await runner.query(`
    ALTER TABLE ${ENTRY}
      DROP CONSTRAINT regional_entry_type_check,
      DROP CONSTRAINT regional_entry_check,
      ADD CONSTRAINT regional_entry_type_check CHECK (type IN (${list(types)})),
      ADD CONSTRAINT regional_entry_check CHECK ((text IS NULL) = (type IN (${list(withoutText)})))`);
}
