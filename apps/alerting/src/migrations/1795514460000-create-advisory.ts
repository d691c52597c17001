import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the agency writes. Every save is a version of its own and every step leaves a row, because whoever wrote or submitted any
 * version may not approve it. Facilities see sent advisories only: their policies follow the recipients.
 */
export class CreateAdvisory1795514460000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alerting.advisory (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
        reference text NOT NULL,
        state text NOT NULL CHECK (state IN ('draft', 'submitted', 'sent')),
        version integer NOT NULL,
        event_version integer NOT NULL,
        tlp text NOT NULL CHECK (tlp IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
        respond_by timestamptz,
        csaf_id uuid,
        regional_id uuid,
        audience jsonb NOT NULL,
        author_id uuid NOT NULL,
        approver_id uuid,
        return_reason text,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        sent_at timestamptz,
        recipient_count integer,
        UNIQUE (kind, reference)
      )`);
    await runner.query('CREATE INDEX ON alerting.advisory (changed_at DESC, id DESC)');
    await runner.query(`
      CREATE TABLE alerting.advisory_text (
        advisory_id uuid NOT NULL REFERENCES alerting.advisory,
        version integer NOT NULL,
        locale text NOT NULL CHECK (locale IN ('fr', 'en')),
        title text NOT NULL,
        body text NOT NULL,
        PRIMARY KEY (advisory_id, version, locale)
      )`);
    await runner.query(`
      CREATE TABLE alerting.advisory_step (
        id uuid PRIMARY KEY,
        advisory_id uuid NOT NULL REFERENCES alerting.advisory,
        version integer NOT NULL,
        action text NOT NULL CHECK (action IN ('save', 'submit', 'return', 'approve')),
        actor_id uuid NOT NULL,
        reason text,
        at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX ON alerting.advisory_step (advisory_id, actor_id)');
    await runner.query(`
      CREATE TABLE alerting.reference_counter (
        prefix text NOT NULL,
        year integer NOT NULL,
        last integer NOT NULL,
        PRIMARY KEY (prefix, year)
      )`);
    for (const table of ['advisory', 'advisory_text', 'advisory_step', 'reference_counter']) {
      await forceRowSecurity(runner, `alerting.${table}`);
      await addPolicy(runner, `alerting.${table}`, 'agency', 'true');
      await addPolicy(runner, `alerting.${table}`, 'system', 'true');
    }
    await grantTable(runner, 'alerting.advisory', { agency: 'select,insert,update', system: 'select' });
    await grantTable(runner, 'alerting.advisory_text', { agency: 'select,insert', system: 'select' });
    await grantTable(runner, 'alerting.advisory_step', { agency: 'select,insert', system: 'select' });
    await grantTable(runner, 'alerting.reference_counter', { agency: 'select,insert,update' });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE alerting.reference_counter, alerting.advisory_step, alerting.advisory_text, alerting.advisory CASCADE',
    );
  }
}
