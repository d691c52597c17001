import type { MigrationInterface, QueryRunner } from 'typeorm';

const TASK = 'incident.task';
const ENTRY = 'incident.regional_entry';

const BEFORE = ['opened', 'linked', 'unlinked', 'taken-apart', 'closed', 'reopened', 'note', 'decision'];
const TASKS = ['task-added', 'task-done', 'task-dropped', 'task-reopened'];
const WITHOUT_TEXT = ['opened', 'linked', 'unlinked'];

const list = (types: readonly string[]): string => types.map((type) => `'${type}'`).join(', ');

/** A task belongs to an incident or to a regional incident; that of a regional incident is the agency's, and of no facility. */
export class AddRegionalTasks1796260001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ${TASK}
        ADD COLUMN regional_id uuid REFERENCES incident.regional_incident (id),
        ALTER COLUMN incident_id DROP NOT NULL,
        ALTER COLUMN facility_id DROP NOT NULL,
        ADD CONSTRAINT task_of_one CHECK (num_nonnulls(incident_id, regional_id) = 1),
        ADD CONSTRAINT task_of_facility CHECK ((facility_id IS NULL) = (incident_id IS NULL)),
        ADD CONSTRAINT task_of_region CHECK (regional_id IS NULL OR (side = 'agency' AND run_id IS NULL))`);
    await runner.query(
      `CREATE INDEX task_by_regional ON ${TASK} (regional_id, position) WHERE regional_id IS NOT NULL`,
    );
    // In what a facility is shown it is always empty.
    await runner.query(`GRANT SELECT (regional_id) ON ${TASK} TO vigie_incident_facility`);
    await runner.query(`ALTER TABLE ${ENTRY} ADD COLUMN details jsonb NOT NULL DEFAULT '{}'`);
    await allow(runner, [...BEFORE, ...TASKS], [...WITHOUT_TEXT, ...TASKS.filter((type) => type !== 'task-dropped')]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM ${ENTRY} WHERE type IN (${list(TASKS)})`);
    await allow(runner, BEFORE, WITHOUT_TEXT);
    await runner.query(`ALTER TABLE ${ENTRY} DROP COLUMN details`);
    await runner.query(`DELETE FROM ${TASK} WHERE incident_id IS NULL`);
    await runner.query(`
      ALTER TABLE ${TASK}
        DROP COLUMN regional_id,
        DROP CONSTRAINT task_of_facility,
        ALTER COLUMN incident_id SET NOT NULL,
        ALTER COLUMN facility_id SET NOT NULL`);
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
