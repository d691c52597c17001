import { protectTenantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ENDPOINT = 'alerting.webhook_endpoint';
const SECRET = 'alerting.webhook_secret';
const DELIVERY = 'alerting.webhook_delivery';
const ATTEMPT = 'alerting.webhook_attempt';
const WISHES = 'name, url, topics, tlp_ceiling';
const STANDING = 'state, disabled_for, failing_since';

/**
 * Where tools are told, and what each was told. A row without a facility is the agency's own. Secrets are sealed with a key that the
 * database does not have, and stand apart: who reads endpoints reads none, not even sealed.
 */
export class CreateWebhooks1796220000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${ENDPOINT} (
        id uuid PRIMARY KEY,
        facility_id uuid,
        name text NOT NULL,
        url text NOT NULL,
        topics text[] NOT NULL,
        tlp_ceiling text NOT NULL CHECK (tlp_ceiling IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
        state text NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
        disabled_for text CHECK (disabled_for IN ('failing', 'gone')),
        failing_since timestamptz,
        last_success_at timestamptz,
        lease_until timestamptz,
        event_version integer NOT NULL DEFAULT 0,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        removed_at timestamptz,
        CHECK ((state = 'disabled') = (disabled_for IS NOT NULL))
      )`);
    await runner.query(`CREATE INDEX ON ${ENDPOINT} (facility_id, created_at) WHERE removed_at IS NULL`);
    await runner.query(`
      CREATE TABLE ${SECRET} (
        id uuid PRIMARY KEY,
        endpoint_id uuid NOT NULL REFERENCES ${ENDPOINT} ON DELETE CASCADE,
        facility_id uuid,
        sealed bytea NOT NULL,
        created_at timestamptz NOT NULL,
        ends_at timestamptz
      )`);
    await runner.query(`CREATE INDEX ON ${SECRET} (endpoint_id)`);
    await runner.query(`
      CREATE TABLE ${DELIVERY} (
        id uuid PRIMARY KEY,
        endpoint_id uuid NOT NULL REFERENCES ${ENDPOINT} ON DELETE CASCADE,
        facility_id uuid,
        event_id uuid NOT NULL,
        type text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
        body text NOT NULL,
        at timestamptz NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'done', 'failed')),
        attempts integer NOT NULL DEFAULT 0,
        tries integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        status integer,
        failure text,
        created_at timestamptz NOT NULL,
        UNIQUE (endpoint_id, event_id)
      )`);
    await runner.query(`CREATE INDEX ON ${DELIVERY} (endpoint_id, next_at) WHERE state = 'open'`);
    await runner.query(`CREATE INDEX ON ${DELIVERY} (endpoint_id, at, id)`);
    await runner.query(`CREATE INDEX ON ${DELIVERY} (created_at)`);
    await runner.query(`
      CREATE TABLE ${ATTEMPT} (
        delivery_id uuid NOT NULL REFERENCES ${DELIVERY} ON DELETE CASCADE,
        number integer NOT NULL,
        facility_id uuid,
        at timestamptz NOT NULL,
        duration_ms integer NOT NULL,
        status integer,
        failure text,
        answer text,
        PRIMARY KEY (delivery_id, number)
      )`);
    await this.grant(runner);
  }

  private async grant(runner: QueryRunner): Promise<void> {
    const people = ['facility', 'agency'] as const;
    await protectTenantTable(runner, ENDPOINT, {
      facility: 'select,insert',
      agency: 'select,insert',
      system: 'select,insert,update,delete',
    });
    await protectTenantTable(runner, SECRET, {
      facility: 'insert',
      agency: 'insert',
      system: 'select,insert,update,delete',
    });
    await protectTenantTable(runner, DELIVERY, {
      facility: 'select,insert',
      agency: 'select,insert',
      system: 'select,insert,update,delete',
    });
    await protectTenantTable(runner, ATTEMPT, { facility: 'select', agency: 'select', system: 'select,insert,delete' });
    for (const side of people) {
      const role = `vigie_alerting_${side}`;
      await runner.query(`GRANT UPDATE (${WISHES}, ${STANDING}, removed_at) ON ${ENDPOINT} TO ${role}`);
      await runner.query(
        `GRANT SELECT (id, endpoint_id, facility_id, created_at, ends_at), UPDATE (ends_at) ON ${SECRET} TO ${role}`,
      );
      await runner.query(`GRANT UPDATE (state, tries, next_at, failure) ON ${DELIVERY} TO ${role}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${ATTEMPT}, ${DELIVERY}, ${SECRET}, ${ENDPOINT}`);
  }
}
