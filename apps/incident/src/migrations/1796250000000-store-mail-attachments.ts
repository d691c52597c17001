import type { MigrationInterface, QueryRunner } from 'typeorm';

const ATTACHMENT = 'incident.attachment';
const CUSTODY = 'incident.custody';
const MAIL_ATTACHMENT = 'incident.mail_attachment';

/**
 * What came with a mail is a file like all others. It is the agency's, and of no incident until one is declared from its mail. What a
 * release before has kept in the database is due at once: the service moves it, for the store is out of a migration's reach.
 */
export class StoreMailAttachments1796250000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // By its table's first rule: who has begun it is the one or the other.
    await runner.query(`
      ALTER TABLE ${ATTACHMENT}
        ALTER incident_id DROP NOT NULL,
        ALTER facility_id DROP NOT NULL,
        ADD source text NOT NULL DEFAULT 'upload' CHECK (source IN ('upload', 'mail')),
        ADD mail_draft_id uuid REFERENCES incident.mail_draft (id),
        DROP CONSTRAINT attachment_check,
        ADD CONSTRAINT attachment_author CHECK (num_nonnulls(facility_by, agency_by) = CASE source WHEN 'mail' THEN 0 ELSE 1 END),
        ADD CONSTRAINT attachment_origin CHECK ((source = 'mail') = (mail_draft_id IS NOT NULL)),
        ADD CONSTRAINT attachment_place CHECK (num_nulls(incident_id, facility_id) = 0
          OR source = 'mail' AND visibility = 'agency' AND num_nulls(incident_id, facility_id) = 2)`);
    await runner.query(`CREATE INDEX attachment_unclaimed ON ${ATTACHMENT} (mail_draft_id) WHERE incident_id IS NULL`);
    await runner.query(`ALTER TABLE ${CUSTODY} ALTER facility_id DROP NOT NULL`);
    await runner.query(`
      ALTER TABLE ${MAIL_ATTACHMENT}
        ADD move_at timestamptz NOT NULL DEFAULT 'epoch',
        ADD moved_at timestamptz`);
    await runner.query(`
      CREATE INDEX mail_attachment_to_move ON ${MAIL_ATTACHMENT} (move_at)
      WHERE moved_at IS NULL AND sha256 IS NOT NULL AND size > 0`);
    for (const grant of GRANTS) await runner.query(`GRANT ${grant}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const grant of GRANTS) await runner.query(`REVOKE ${grant.replace(' TO ', ' FROM ')}`);
    await runner.query(`ALTER TABLE ${MAIL_ATTACHMENT} DROP move_at, DROP moved_at`);
    await runner.query(`ALTER TABLE ${CUSTODY} ALTER facility_id SET NOT NULL`);
    await runner.query(`
      ALTER TABLE ${ATTACHMENT}
        DROP CONSTRAINT attachment_author,
        DROP source,
        DROP mail_draft_id,
        ALTER incident_id SET NOT NULL,
        ALTER facility_id SET NOT NULL,
        ADD CONSTRAINT attachment_check CHECK (num_nonnulls(facility_by, agency_by) = 1)`);
  }
}

/** The service attaches it to the incident itself: that is a step of the incident. */
const GRANTS = [
  `SELECT (source) ON ${ATTACHMENT} TO vigie_incident_facility`,
  `SELECT (source, mail_draft_id) ON ${ATTACHMENT} TO vigie_incident_agency`,
  `INSERT ON ${ATTACHMENT} TO vigie_incident_system`,
  `UPDATE (move_at, moved_at) ON ${MAIL_ATTACHMENT} TO vigie_incident_system`,
  `DELETE ON incident.mail_attachment_chunk TO vigie_incident_system`,
  `UPDATE (journal_seq) ON incident.incident TO vigie_incident_system`,
  `INSERT ON incident.journal_entry TO vigie_incident_system`,
];
