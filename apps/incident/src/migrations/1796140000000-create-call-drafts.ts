import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'incident.call_draft';

/** What is typed while a caller speaks. It is the agency's until it is recorded; what was typed is emptied when the call ends. */
export class CreateCallDrafts1796140000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${TABLE} (
        id uuid PRIMARY KEY,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'recorded', 'discarded')),
        version int NOT NULL DEFAULT 1,
        facility_id uuid,
        caller text NOT NULL,
        answers text NOT NULL,
        held_by uuid NOT NULL,
        started_at timestamptz NOT NULL,
        kept_at timestamptz NOT NULL,
        reason text,
        CHECK (state = 'open' OR (answers = '' AND caller = ''))
      )`);
    await runner.query(`CREATE INDEX call_draft_kept_at ON ${TABLE} (kept_at)`);
    await forceRowSecurity(runner, TABLE);
    await addPolicy(runner, TABLE, 'agency', 'true');
    await grantTable(runner, TABLE, { agency: 'select,insert,update,delete' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLE}`);
  }
}
