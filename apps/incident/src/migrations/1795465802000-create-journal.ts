import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'incident.journal_entry';
const OWN_AND_SHARED = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[]) AND visibility = 'shared'`;
const TOLD_TO_FACILITY =
  'id, incident_id, seq, facility_id, type, visibility, author_side, facility_author_id, text, details, at';

export class CreateJournal1795465802000 implements MigrationInterface {
  /**
   * No foreign key to the incident: nobody may remove one, entries are written by the statement that has the incident in hand, and the
   * check would take a sixth of the time of a declaration.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${TABLE} (
        id uuid NOT NULL UNIQUE,
        incident_id uuid NOT NULL,
        seq int NOT NULL CHECK (seq > 0),
        facility_id uuid NOT NULL,
        type text NOT NULL,
        visibility text NOT NULL CHECK (visibility IN ('shared', 'agency')),
        author_side text NOT NULL GENERATED ALWAYS AS (CASE WHEN agency_author_id IS NULL THEN 'facility' ELSE 'agency' END) STORED,
        facility_author_id uuid,
        agency_author_id uuid,
        text text,
        details jsonb NOT NULL DEFAULT '{}',
        at timestamptz NOT NULL,
        PRIMARY KEY (incident_id, seq),
        CHECK (num_nonnulls(facility_author_id, agency_author_id) = 1)
      )`);
    await forceRowSecurity(runner, TABLE);
    await addPolicy(runner, TABLE, 'facility', OWN_AND_SHARED);
    for (const scope of ['agency', 'system'] as const) await addPolicy(runner, TABLE, scope, 'true');
    // Without the column of the agency's authors a facility can neither read who it was nor write in the agency's name.
    const written = 'id, incident_id, seq, facility_id, type, visibility, facility_author_id, text, details, at';
    await runner.query(
      `GRANT SELECT (${TOLD_TO_FACILITY}), INSERT (${written}) ON ${TABLE} TO vigie_incident_facility`,
    );
    await grantTable(runner, TABLE, { agency: 'select,insert', system: 'select' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLE}`);
  }
}
