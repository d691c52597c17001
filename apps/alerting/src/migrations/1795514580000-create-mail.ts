import { grantTable, protectTenantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What has to be mailed, as rows: the queue of jobs can be lost and is derived from them again. A mailing is the intent (a
 * broadcast, or declarations that ring the analysts); a mail is one message to one contact point or person. Ids only: the address
 * is asked when the mail leaves.
 */
export class CreateMail1795514580000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alerting.mailing (
        id uuid PRIMARY KEY,
        purpose text NOT NULL CHECK (purpose IN ('advisory', 'duty')),
        kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
        broadcast_id uuid UNIQUE REFERENCES alerting.broadcast,
        territory text,
        created_at timestamptz NOT NULL,
        prepared_at timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        CHECK ((purpose = 'advisory') = (broadcast_id IS NOT NULL)),
        CHECK ((purpose = 'duty') = (territory IS NOT NULL))
      )`);
    await runner.query('CREATE INDEX ON alerting.mailing (next_at) WHERE prepared_at IS NULL');
    await runner.query('CREATE INDEX ON alerting.mailing (territory, kind, created_at)');
    await runner.query(`
      CREATE TABLE alerting.mail (
        id uuid PRIMARY KEY,
        mailing_id uuid NOT NULL REFERENCES alerting.mailing,
        kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
        facility_id uuid,
        addressee_id uuid NOT NULL,
        message_id text NOT NULL UNIQUE,
        state text NOT NULL CHECK (state IN ('open', 'sent', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        lease_until timestamptz,
        failure text,
        created_at timestamptz NOT NULL,
        sent_at timestamptz,
        UNIQUE (mailing_id, addressee_id)
      )`);
    await runner.query(`CREATE INDEX ON alerting.mail (next_at) WHERE state = 'open'`);
    await runner.query(`
      CREATE TABLE alerting.duty_notification (
        incident_id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
        territory text NOT NULL,
        reference text NOT NULL,
        patient_danger text NOT NULL CHECK (patient_danger IN ('none', 'potential', 'proven', 'unknown')),
        declared_at timestamptz NOT NULL,
        mailing_id uuid REFERENCES alerting.mailing
      )`);
    await runner.query(
      'CREATE INDEX ON alerting.duty_notification (territory, kind, declared_at) WHERE mailing_id IS NULL',
    );
    await runner.query(
      'CREATE INDEX ON alerting.duty_notification (mailing_id, declared_at) WHERE mailing_id IS NOT NULL',
    );
    await grantTable(runner, 'alerting.mailing', { agency: 'select', system: 'select,insert,update' });
    await protectTenantTable(runner, 'alerting.mail', { agency: 'select', system: 'select,insert,update' });
    await grantTable(runner, 'alerting.duty_notification', { system: 'select,insert,update' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE alerting.duty_notification, alerting.mail, alerting.mailing');
  }
}
