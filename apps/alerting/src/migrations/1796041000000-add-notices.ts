import type { MigrationInterface, QueryRunner } from 'typeorm';

const MAILING = 'alerting.mailing';

/** Mailings about one facility's declaration, beside those of an advisory and those that ring the analysts. */
export class AddNotices1796041000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ${MAILING}
        DROP CONSTRAINT mailing_purpose_check, DROP CONSTRAINT mailing_check, DROP CONSTRAINT mailing_check1,
        ADD COLUMN facility_id uuid,
        ADD COLUMN facts jsonb,
        ADD CONSTRAINT mailing_purpose_check CHECK (purpose IN ('advisory', 'duty', 'recorded')),
        ADD CONSTRAINT mailing_of_advisory CHECK ((purpose = 'advisory') = (broadcast_id IS NOT NULL)),
        ADD CONSTRAINT mailing_of_duty CHECK (purpose <> 'duty' OR territory IS NOT NULL),
        ADD CONSTRAINT mailing_of_facility CHECK ((purpose = 'recorded') = (facility_id IS NOT NULL AND facts IS NOT NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ${MAILING}
        DROP CONSTRAINT mailing_purpose_check, DROP CONSTRAINT mailing_of_advisory, DROP CONSTRAINT mailing_of_duty,
        DROP CONSTRAINT mailing_of_facility, DROP COLUMN facility_id, DROP COLUMN facts,
        ADD CONSTRAINT mailing_purpose_check CHECK (purpose IN ('advisory', 'duty')),
        ADD CONSTRAINT mailing_check CHECK ((purpose = 'advisory') = (broadcast_id IS NOT NULL)),
        ADD CONSTRAINT mailing_check1 CHECK ((purpose = 'duty') = (territory IS NOT NULL))`);
  }
}
