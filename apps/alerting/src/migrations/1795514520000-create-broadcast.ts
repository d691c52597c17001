import { addPolicy, grantTable, protectTenantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The frozen list of an approved version, and what each facility on it has answered. A recipient keeps what the directory said of
 * the facility that day, so that the board can be read without the directory.
 */
export class CreateBroadcast1795514520000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alerting.broadcast (
        id uuid PRIMARY KEY,
        advisory_id uuid NOT NULL REFERENCES alerting.advisory,
        version integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
        approver_id uuid NOT NULL,
        recipient_count integer NOT NULL,
        sent_at timestamptz NOT NULL,
        UNIQUE (advisory_id, version)
      )`);
    await runner.query(`
      CREATE TABLE alerting.recipient (
        id uuid PRIMARY KEY,
        broadcast_id uuid NOT NULL REFERENCES alerting.broadcast,
        advisory_id uuid NOT NULL REFERENCES alerting.advisory,
        advisory_version integer NOT NULL,
        facility_id uuid NOT NULL,
        facility_name text NOT NULL,
        commune text NOT NULL,
        category text NOT NULL,
        territory text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
        reasons text[] NOT NULL,
        state text NOT NULL CHECK (state IN ('sent', 'read', 'not-concerned', 'in-progress', 'done')),
        note text,
        answered_at timestamptz,
        answered_by uuid,
        version integer NOT NULL,
        sent_at timestamptz NOT NULL,
        UNIQUE (broadcast_id, facility_id)
      )`);
    await runner.query('CREATE INDEX ON alerting.recipient (facility_id, sent_at DESC, id DESC)');
    await runner.query('CREATE INDEX ON alerting.recipient (advisory_id, facility_id)');
    await runner.query(`
      CREATE TABLE alerting.acknowledgement (
        recipient_id uuid NOT NULL REFERENCES alerting.recipient,
        version integer NOT NULL,
        facility_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
        state text NOT NULL CHECK (state IN ('read', 'not-concerned', 'in-progress', 'done')),
        note text,
        actor_id uuid NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (recipient_id, version)
      )`);
    await grantTable(runner, 'alerting.broadcast', { agency: 'select,insert', system: 'select' });
    await protectTenantTable(runner, 'alerting.recipient', {
      facility: 'select',
      agency: 'select,insert',
      system: 'select',
    });
    await runner.query(
      'GRANT UPDATE (state, note, answered_at, answered_by, version) ON alerting.recipient TO vigie_alerting_facility',
    );
    await protectTenantTable(runner, 'alerting.acknowledgement', {
      facility: 'select,insert',
      agency: 'select',
      system: 'select',
    });
    await this.showWhatWasSent(runner);
  }

  /** A facility reads what it was sent: that version's text, and nothing of how it was made. */
  private async showWhatWasSent(runner: QueryRunner): Promise<void> {
    const sent = (condition: string): string => `EXISTS (SELECT FROM alerting.recipient r WHERE ${condition})`;
    await addPolicy(runner, 'alerting.advisory', 'facility', sent('r.advisory_id = advisory.id'));
    await addPolicy(
      runner,
      'alerting.advisory_text',
      'facility',
      sent('r.advisory_id = advisory_text.advisory_id AND r.advisory_version = advisory_text.version'),
    );
    await runner.query(
      'GRANT SELECT (id, kind, reference, tlp, respond_by, sent_at) ON alerting.advisory TO vigie_alerting_facility',
    );
    await grantTable(runner, 'alerting.advisory_text', { facility: 'select' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY facility ON alerting.advisory; DROP POLICY facility ON alerting.advisory_text');
    await runner.query('DROP TABLE alerting.acknowledgement, alerting.recipient, alerting.broadcast');
  }
}
