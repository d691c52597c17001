import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An answer to a mail that came to the declarations box: its addressee is the mail's draft, of whom the address is asked. */
export class AddMailReceipts1796080001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alerting.mailing DROP CONSTRAINT mailing_purpose_check,
        ADD CONSTRAINT mailing_purpose_check CHECK (purpose IN ('advisory', 'duty', 'recorded', 'clock', 'receipt'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alerting.mailing DROP CONSTRAINT mailing_purpose_check,
        ADD CONSTRAINT mailing_purpose_check CHECK (purpose IN ('advisory', 'duty', 'recorded', 'clock'))`);
  }
}
