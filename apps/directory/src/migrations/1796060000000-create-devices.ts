import { addPolicy, forceRowSecurity, grantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'directory.device';
/** A device belongs to a person, whatever their facilities: the agency does not read its people's either. */
const OWN = `person_id = nullif(current_setting('vigie.actor', true), '')::uuid`;

/** Telephones and computers that sign declarations for somebody else to relay. */
export class CreateDevices1796060000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${TABLE} (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES directory.person,
        public_key text NOT NULL,
        label text NOT NULL,
        enrolled_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
      )`);
    await runner.query(`CREATE INDEX ON ${TABLE} (person_id, enrolled_at)`);
    await forceRowSecurity(runner, TABLE);
    for (const kind of ['facility', 'agency'] as const) await addPolicy(runner, TABLE, kind, OWN);
    await addPolicy(runner, TABLE, 'system', 'true');
    await grantTable(runner, TABLE, {
      facility: 'select,insert,update',
      agency: 'select,insert,update',
      system: 'select',
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
