import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mailings that say that an endpoint was switched off: to a facility's managers, or to who made the agency's own. */
export class MailAboutWebhooks1796221000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alerting.mailing
        ADD COLUMN endpoint_id uuid,
        DROP CONSTRAINT mailing_purpose_check,
        ADD CONSTRAINT mailing_purpose_check
          CHECK (purpose IN ('advisory', 'duty', 'recorded', 'clock', 'receipt', 'webhook'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE alerting.mailing DROP COLUMN endpoint_id');
  }
}
