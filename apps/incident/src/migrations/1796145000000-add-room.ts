import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ENTRY = 'incident.journal_entry';
const READER = 'incident.room_reader';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;

/** What a crisis room needs of the journal, and how far each person has read. */
export class AddRoom1796145000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Without a default: nothing is rewritten, however many entries there are.
    await runner.query(`
      ALTER TABLE ${ENTRY} ADD COLUMN topic text, ADD COLUMN tlp text, ADD COLUMN agency_mentions uuid[],
        ADD COLUMN facility_mentions uuid[]`);
    await runner.query(`
      GRANT SELECT (topic, tlp, facility_mentions), INSERT (topic, tlp, facility_mentions)
      ON ${ENTRY} TO vigie_incident_facility`);
    await runner.query(`
      CREATE INDEX journal_entry_about ON ${ENTRY} (incident_id, (details->>'entryId'), seq)
      WHERE type IN ('edited', 'pinned', 'unpinned')`);
    await runner.query(`
      CREATE TABLE ${READER} (
        incident_id uuid NOT NULL,
        facility_id uuid NOT NULL,
        facility_person_id uuid,
        agency_person_id uuid,
        side text NOT NULL GENERATED ALWAYS AS (CASE WHEN agency_person_id IS NULL THEN 'facility' ELSE 'agency' END) STORED,
        seq int NOT NULL,
        at timestamptz NOT NULL,
        UNIQUE (incident_id, facility_person_id),
        UNIQUE (incident_id, agency_person_id),
        CHECK (num_nonnulls(facility_person_id, agency_person_id) = 1)
      )`);
    await forceRowSecurity(runner, READER);
    await addPolicy(runner, READER, 'facility', OWN);
    await addPolicy(runner, READER, 'agency', 'true');
    await runner.query(`
      GRANT SELECT (incident_id, facility_id, facility_person_id, side, seq, at),
        INSERT (incident_id, facility_id, facility_person_id, seq, at), UPDATE (seq, at)
      ON ${READER} TO vigie_incident_facility`);
    await grantTable(runner, READER, { agency: 'select,insert,update' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${READER}`);
    await runner.query(`DROP INDEX incident.journal_entry_about`);
    await runner.query(`
      ALTER TABLE ${ENTRY} DROP COLUMN topic, DROP COLUMN tlp, DROP COLUMN agency_mentions, DROP COLUMN facility_mentions`);
  }
}
