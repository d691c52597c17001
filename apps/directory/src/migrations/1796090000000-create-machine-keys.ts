import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEY = 'directory.machine_key';
const OWN = `facility_id = ANY(nullif(current_setting('vigie.facilities', true), '')::uuid[])`;

/** All but the hash of the secret, which neither a facility nor the agency has any use for. */
const TOLD = `id, facility_id, name, prefix, scopes, contact_id, created_by, created_at, expires_at, revoked_at, revoked_by,
  last_used_at`;

/** Keys with which a facility's tools declare. */
export class CreateMachineKeys1796090000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${KEY} (
        id uuid PRIMARY KEY,
        facility_id uuid NOT NULL REFERENCES directory.facility,
        name text NOT NULL,
        secret_hash bytea NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
        prefix text NOT NULL,
        scopes text[] NOT NULL,
        contact_id uuid NOT NULL REFERENCES directory.contact_point,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz,
        revoked_by uuid,
        last_used_at timestamptz,
        CHECK (expires_at > created_at AND expires_at <= created_at + interval '8760 hours')
      )`);
    await runner.query(`CREATE INDEX ON ${KEY} (facility_id, created_at)`);
    await forceRowSecurity(runner, KEY);
    await addPolicy(runner, KEY, 'facility', OWN);
    for (const scope of ['agency', 'system'] as const) await addPolicy(runner, KEY, scope, 'true');
    await grantTable(runner, KEY, { system: 'select,update' });
    await runner.query(`
      GRANT SELECT (${TOLD}), INSERT, UPDATE (revoked_at, revoked_by) ON ${KEY}
      TO vigie_directory_facility, vigie_directory_agency`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${KEY}`);
  }
}
