import { forceRowSecurity, identifier, scopeRoleOf } from '#libs/database';
import type { QueryRunner } from 'typeorm';

const EVENT_COLUMNS =
  'day, id, producer, type, schema_version, aggregate_id, version, kind, occurred_at, recorded_at, actor_id, trace_id, payload';
const NEW_DELIVERY_COLUMNS =
  'day, event_id, consumer, producer, aggregate_id, aggregate_version, opened_at, next_publish_at';

/** Forces row-level security on the outbox and every partition that it has. */
export async function forceOutboxSecurity(runner: QueryRunner): Promise<void> {
  const tables: { name: string }[] = await runner.query(
    `SELECT format('messaging.%s', relname) AS name FROM pg_class
     WHERE relnamespace = 'messaging'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
  );
  for (const { name } of tables) await forceRowSecurity(runner, name);
}

/**
 * What a service may do with the outbox, and no more:
 * - in any scope in which it changes something, add its own events and open deliveries of them;
 * - as relay, read its own events and set when a delivery of them is published next;
 * - as consumer (system scope), read its own deliveries, and close or park those that are not closed.
 * A producer cannot close a consumer's delivery, and nobody can change or remove an event or reopen what is closed.
 *
 * `state || ''` in the policies of updates keeps the partial indexes out of them: statistics of a quiet hour make the planner believe that
 * those are nearly empty, and in a storm it would walk through all that is open to find one row.
 */
export async function admitService(runner: QueryRunner, service: string): Promise<void> {
  const role = (kind: Parameters<typeof scopeRoleOf>[1]): string => identifier(scopeRoleOf(service, kind));
  const writers = [role('facility'), role('agency'), role('system')].join(', ');
  const [system, relay] = [role('system'), role('relay')];
  const policy = (name: string): string => identifier(`${name} ${service}`);
  for (const statement of [
    `GRANT USAGE ON SCHEMA messaging TO ${writers}, ${relay}`,

    `GRANT INSERT (${EVENT_COLUMNS}) ON messaging.event TO ${writers}`,
    `GRANT INSERT (${NEW_DELIVERY_COLUMNS}) ON messaging.delivery TO ${writers}`,
    `CREATE POLICY ${policy('emit')} ON messaging.event FOR INSERT TO ${writers} WITH CHECK (producer = '${service}')`,
    `CREATE POLICY ${policy('emit')} ON messaging.delivery FOR INSERT TO ${writers} WITH CHECK (producer = '${service}')`,

    `GRANT SELECT ON messaging.event, messaging.delivery TO ${relay}`,
    `GRANT UPDATE (attempts, next_publish_at) ON messaging.delivery TO ${relay}`,
    `GRANT EXECUTE ON FUNCTION messaging.maintain_partitions TO ${relay}`,
    `CREATE POLICY ${policy('relay')} ON messaging.event FOR SELECT TO ${relay} USING (producer = '${service}')`,
    `CREATE POLICY ${policy('relay')} ON messaging.delivery FOR SELECT TO ${relay} USING (producer = '${service}')`,
    `CREATE POLICY ${policy('republish')} ON messaging.delivery FOR UPDATE TO ${relay}
       USING (producer = '${service}' AND state || '' = 'open')`,

    `GRANT SELECT ON messaging.delivery TO ${system}`,
    `GRANT UPDATE (state, failures, next_publish_at, closed_at, reason) ON messaging.delivery TO ${system}`,
    `CREATE POLICY ${policy('consume')} ON messaging.delivery FOR SELECT TO ${system} USING (consumer = '${service}')`,
    `CREATE POLICY ${policy('settle')} ON messaging.delivery FOR UPDATE TO ${system}
       USING (consumer = '${service}' AND state || '' <> 'closed') WITH CHECK (consumer = '${service}')`,
  ]) {
    await runner.query(statement);
  }
}
