import { protectTenantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = 'directory.facility_profile';

/** What of a facility decides which legal duties it has; a facility without a row is one of which nothing is known. */
export class CreateFacilityProfile1796050000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${TABLE} (
        facility_id uuid PRIMARY KEY REFERENCES directory.facility,
        version integer NOT NULL DEFAULT 1,
        nis2 text NOT NULL CHECK (nis2 IN ('essential', 'important', 'none', 'unknown')),
        health_duty text NOT NULL CHECK (health_duty IN ('yes', 'no', 'unknown')),
        public_establishment text NOT NULL CHECK (public_establishment IN ('yes', 'no', 'unknown')),
        holds_health_data text NOT NULL CHECK (holds_health_data IN ('yes', 'no', 'unknown')),
        cyber_insured text NOT NULL CHECK (cyber_insured IN ('yes', 'no', 'unknown')),
        changed_at timestamptz NOT NULL
      )`);
    await protectTenantTable(runner, TABLE, {
      facility: 'select',
      agency: 'select,insert,update',
      system: 'select,insert,update',
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward'));
  }
}
