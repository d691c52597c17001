import type { QueryRunner } from 'typeorm';

/**
 * The outbox. A delivery has its event's day, so that both leave with their day's partitions; the default partitions take
 * a day for which nobody has made one, because a declaration must never fail for that.
 */
export async function createOutboxTables(runner: QueryRunner): Promise<void> {
  await runner.query('CREATE SCHEMA IF NOT EXISTS messaging');
  await runner.query(`
    CREATE TABLE messaging.event (
      day date NOT NULL,
      id uuid NOT NULL,
      producer text NOT NULL,
      type text NOT NULL,
      schema_version integer NOT NULL,
      aggregate_id uuid NOT NULL,
      version integer NOT NULL,
      kind text NOT NULL CHECK (kind IN ('real', 'exercise')),
      occurred_at timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      actor_id uuid NOT NULL,
      trace_id text NOT NULL,
      payload jsonb NOT NULL,
      PRIMARY KEY (day, id)
    ) PARTITION BY RANGE (day)`);
  await runner.query(`
    CREATE TABLE messaging.delivery (
      day date NOT NULL,
      event_id uuid NOT NULL,
      consumer text NOT NULL,
      producer text NOT NULL,
      aggregate_id uuid NOT NULL,
      aggregate_version integer NOT NULL,
      state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'parked')),
      attempts integer NOT NULL DEFAULT 0,
      failures integer NOT NULL DEFAULT 0,
      opened_at timestamptz NOT NULL,
      next_publish_at timestamptz NOT NULL,
      closed_at timestamptz,
      closed_by uuid,
      reason text,
      PRIMARY KEY (day, event_id, consumer)
    ) PARTITION BY RANGE (day)`);
  await runner.query('CREATE TABLE messaging.event_default PARTITION OF messaging.event DEFAULT');
  await runner.query('CREATE TABLE messaging.delivery_default PARTITION OF messaging.delivery DEFAULT');
  // Partial: what is closed, nearly all of the table, costs these indexes nothing.
  await runner.query(
    `CREATE INDEX delivery_due ON messaging.delivery (producer, next_publish_at, aggregate_version) WHERE state = 'open'`,
  );
  await runner.query(
    `CREATE INDEX delivery_order ON messaging.delivery (consumer, aggregate_id, aggregate_version) WHERE state <> 'closed'`,
  );
}
