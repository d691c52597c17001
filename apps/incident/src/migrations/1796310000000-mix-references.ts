import { forceRowSecurity } from '#libs/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORDER = 'incident.reference_order';
const DEFINER = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp';

/**
 * Numbers of a series in an order that chance made before: between two numbers that follow each other, a facility would read how many
 * others declared. No scope reads an order or a place in it. `ensure_reference_sequence` and its sequences stay for the release before,
 * which may run beside this one.
 */
export class MixReferences1796310000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ${ORDER} (
        series text NOT NULL,
        digits int NOT NULL,
        numbers bytea NOT NULL,
        PRIMARY KEY (series, digits)
      )`);
    // Not compressed, so that one number is read and not all.
    await runner.query(`ALTER TABLE ${ORDER} ALTER COLUMN numbers SET STORAGE EXTERNAL`);
    await forceRowSecurity(runner, ORDER);
    await createSeries(runner);
    await createDrawing(runner);
    await runner.query(`
      REVOKE ALL ON FUNCTION incident.mix_numbers, incident.ensure_reference_series, incident.draw_reference FROM PUBLIC`);
    await runner.query('GRANT EXECUTE ON FUNCTION incident.ensure_reference_series TO vigie_incident_system');
    await runner.query(
      'GRANT EXECUTE ON FUNCTION incident.draw_reference TO vigie_incident_facility, vigie_incident_agency',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT DISTINCT series FROM ${ORDER} LOOP
          EXECUTE format('DROP SEQUENCE incident.%I', 'series_' || name);
        END LOOP;
      END $$`);
    await runner.query('DROP FUNCTION incident.draw_reference, incident.ensure_reference_series, incident.mix_numbers');
    await runner.query(`DROP TABLE ${ORDER}`);
  }
}

async function createSeries(runner: QueryRunner): Promise<void> {
  // All numbers of so many digits, four bytes each. What it sorts by is as hard to guess as a key. Of two who come at once, the second
  // waits for the first at the table's key.
  await runner.query(`
    CREATE FUNCTION incident.mix_numbers(name text, count int) RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      INSERT INTO ${ORDER} (series, digits, numbers)
      SELECT name, count, string_agg(int4send(number), '' ORDER BY gen_random_uuid())
      FROM generate_series(CASE count WHEN 4 THEN 1 ELSE power(10, count - 1)::int END, power(10, count)::int - 1) number
      ON CONFLICT DO NOTHING;
      RETURN FOUND;
    END $$`);
  await runner.query(`
    CREATE FUNCTION incident.ensure_reference_series(name text) RETURNS void ${DEFINER} AS $$
    BEGIN
      IF name !~ '^[0-9A-Z]{2,4}(-[A-Z]){0,2}-2[0-9]{3}$' THEN
        RAISE EXCEPTION 'no reference has this form' USING ERRCODE = 'invalid_parameter_value';
      END IF;
      IF to_regclass(format('incident.%I', 'series_' || name)) IS NULL AND incident.mix_numbers(name, 4) THEN
        EXECUTE format('CREATE SEQUENCE incident.%I', 'series_' || name);
      END IF;
    END $$`);
}

/**
 * Beyond 9,999 the numbers are longer. One that was given before its series had an order, or before its records were taken here from
 * elsewhere, is passed over.
 */
async function createDrawing(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION incident.draw_reference(name text) RETURNS text ${DEFINER} AS $$
    DECLARE
      sequence regclass := format('incident.%I', 'series_' || name);
      place bigint;
      length int;
      number bytea;
      drawn text;
    BEGIN
      LOOP
        place := nextval(sequence);
        length := greatest(4, pg_catalog.length(place::text));
        LOOP
          SELECT substr(numbers, ((place - CASE length WHEN 4 THEN 1 ELSE power(10, length - 1) END) * 4)::int + 1, 4) INTO number
          FROM ${ORDER} WHERE series = name AND digits = length;
          EXIT WHEN FOUND;
          PERFORM incident.mix_numbers(name, length);
        END LOOP;
        drawn := name || '-' || lpad(('x' || encode(number, 'hex'))::bit(32)::int::text, length, '0');
        EXIT WHEN NOT EXISTS (SELECT FROM incident.incident WHERE reference = drawn)
          AND NOT EXISTS (SELECT FROM incident.regional_incident WHERE reference = drawn);
      END LOOP;
      RETURN drawn;
    END $$`);
}
