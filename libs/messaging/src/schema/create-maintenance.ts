import type { QueryRunner } from 'typeorm';

/**
 * `messaging.maintain_partitions(today, ahead, keep)`: makes the partitions from yesterday to `ahead` days from now, moves into
 * them what fell into the default partition, and drops days older than `keep` in which nothing is open or parked. Runs as the owner, for
 * whoever calls it; a call while another one works does nothing. What may be dropped is bounded by the server's own date.
 *
 * New partitions are attached and not created in place: that would lock out everybody who writes to the parent.
 */
export async function createMaintenance(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION messaging.add_partition(parent text, day date) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
    DECLARE
      name text := format('%s_%s', parent, to_char(day, 'YYYYMMDD'));
    BEGIN
      IF to_regclass('messaging.' || name) IS NOT NULL THEN RETURN; END IF;
      EXECUTE format('LOCK TABLE messaging.%I IN ACCESS EXCLUSIVE MODE', parent || '_default');
      EXECUTE format('CREATE TABLE messaging.%I (LIKE messaging.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, parent);
      EXECUTE format('ALTER TABLE messaging.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
      EXECUTE format('WITH moved AS (DELETE FROM messaging.%I d WHERE d.day = %L RETURNING *) INSERT INTO messaging.%I SELECT * FROM moved',
        parent || '_default', day, name);
      EXECUTE format('ALTER TABLE messaging.%I ATTACH PARTITION messaging.%I FOR VALUES FROM (%L) TO (%L)', parent, name, day, day + 1);
    END $$`);
  await runner.query(`
    CREATE FUNCTION messaging.maintain_partitions(today date, ahead integer DEFAULT 7, keep integer DEFAULT 30) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
    DECLARE
      wanted date;
      oldest date := least(today, current_date) - greatest(keep, 1);
      unfinished boolean;
    BEGIN
      IF NOT pg_try_advisory_xact_lock(hashtext('messaging.maintain_partitions')) THEN RETURN; END IF;
      FOR wanted IN
        SELECT day::date FROM generate_series(today - 1, today + least(ahead, 60), interval '1 day') AS day
        UNION SELECT day FROM messaging.event_default WHERE day BETWEEN oldest AND today + 60
        UNION SELECT day FROM messaging.delivery_default WHERE day BETWEEN oldest AND today + 60
      LOOP
        PERFORM messaging.add_partition('event', wanted);
        PERFORM messaging.add_partition('delivery', wanted);
      END LOOP;
      FOR wanted IN
        SELECT to_date(right(child.relname, 8), 'YYYYMMDD')
        FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
        WHERE inhparent = 'messaging.delivery'::regclass AND child.relname ~ '^delivery_[0-9]{8}$'
      LOOP
        CONTINUE WHEN wanted >= oldest;
        SELECT EXISTS (SELECT FROM messaging.delivery d WHERE d.day = wanted AND d.state <> 'closed') INTO unfinished;
        CONTINUE WHEN unfinished;
        EXECUTE format('DROP TABLE messaging.%I', 'delivery_' || to_char(wanted, 'YYYYMMDD'));
        EXECUTE format('DROP TABLE IF EXISTS messaging.%I', 'event_' || to_char(wanted, 'YYYYMMDD'));
      END LOOP;
      DELETE FROM messaging.delivery_default d WHERE d.day < oldest AND d.state = 'closed';
      DELETE FROM messaging.event_default e WHERE e.day < oldest
        AND NOT EXISTS (SELECT FROM messaging.delivery_default d WHERE d.day = e.day AND d.event_id = e.id);
    END $$`);
  await runner.query('REVOKE ALL ON FUNCTION messaging.add_partition FROM PUBLIC');
  await runner.query('REVOKE ALL ON FUNCTION messaging.maintain_partitions FROM PUBLIC');
  await runner.query('SELECT messaging.maintain_partitions(current_date)');
}
