import { grantTable, protectTenantTable } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInventory1795536120000 implements MigrationInterface {
  name = 'CreateInventory1795536120000';

  async up(runner: QueryRunner): Promise<void> {
    await createProducts(runner);
    await createInventories(runner);
    await createAssets(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE asset_inventory.asset, asset_inventory.import, asset_inventory.inventory, asset_inventory.product',
    );
  }
}

/**
 * Every way in which a vendor and a product are written, once for the region, with what they are looked up by. Belongs to no
 * facility, and no facility reads it: the id is computed from the names, so that an import only adds what is missing.
 */
async function createProducts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE asset_inventory.product (
      id uuid PRIMARY KEY,
      vendor text NOT NULL,
      product text NOT NULL,
      vendor_key text NOT NULL,
      vendor_group text NOT NULL,
      product_key text NOT NULL,
      core_words text[] NOT NULL,
      search text NOT NULL,
      rules text NOT NULL
    )`);
  await runner.query('CREATE INDEX product_by_vendor ON asset_inventory.product (vendor_group, product_key)');
  await runner.query('CREATE INDEX product_by_word ON asset_inventory.product USING gin (core_words)');
  await runner.query('CREATE INDEX product_by_rules ON asset_inventory.product (rules)');
  await grantTable(runner, 'asset_inventory.product', {
    facility: 'insert',
    agency: 'select',
    system: 'select,insert,update',
  });
}

/** What a facility has said of itself as a whole: the aggregate of its imports. */
async function createInventories(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE asset_inventory.inventory (
      facility_id uuid PRIMARY KEY,
      version int NOT NULL,
      total int NOT NULL,
      imported_at timestamptz NOT NULL
    )`);
  await protectTenantTable(runner, 'asset_inventory.inventory', {
    facility: 'select,insert,update',
    agency: 'select',
    system: 'select',
  });
  await runner.query(`
    CREATE TABLE asset_inventory.import (
      id uuid PRIMARY KEY,
      facility_id uuid NOT NULL,
      mode text NOT NULL CHECK (mode IN ('replace', 'add')),
      mapping jsonb NOT NULL,
      imported int NOT NULL,
      imported_by uuid NOT NULL,
      imported_at timestamptz NOT NULL
    )`);
  await runner.query('CREATE INDEX import_by_facility ON asset_inventory.import (facility_id, imported_at)');
  await protectTenantTable(runner, 'asset_inventory.import', {
    facility: 'select,insert',
    agency: 'select',
    system: 'select',
  });
}

async function createAssets(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE asset_inventory.asset (
      id uuid PRIMARY KEY,
      facility_id uuid NOT NULL,
      product_id uuid NOT NULL REFERENCES asset_inventory.product,
      import_id uuid NOT NULL REFERENCES asset_inventory.import,
      vendor text NOT NULL,
      product text NOT NULL,
      version text,
      category text,
      care_service text,
      criticality text,
      quantity int,
      location text,
      comment text,
      sort_key text COLLATE "C" NOT NULL,
      search text NOT NULL,
      imported_at timestamptz NOT NULL
    )`);
  await runner.query('CREATE INDEX asset_by_facility ON asset_inventory.asset (facility_id, sort_key, id)');
  await runner.query('CREATE INDEX asset_by_product ON asset_inventory.asset (product_id, facility_id, version, id)');
  await runner.query('CREATE INDEX asset_by_import ON asset_inventory.asset (import_id)');
  await protectTenantTable(runner, 'asset_inventory.asset', {
    facility: 'select,insert,delete',
    agency: 'select',
    system: 'select',
  });
}
