import { type Outgoing, GRACE, dayOf } from './statement.js';

/** How many parameters `enclosedValues` gives. */
const COUNT = 14;

/**
 * The part of a larger statement that writes one event and its deliveries: two common table expressions, for the transaction that is
 * too hot to send them apart.
 *
 * @param first the number of its first parameter; `enclosedValues` gives what stands there
 */
export function enclosedOutbox(first: number): string {
  const [day, id, producer, type, schemaVersion, aggregate, version, kind, occurred, recorded, actor, trace, payload] =
    Array.from({ length: COUNT - 1 }, (_, index) => `$${first + index}`);
  const consumers = `$${first + COUNT - 1}`;
  return `
    stated AS (
      INSERT INTO messaging.event
        (day, id, producer, type, schema_version, aggregate_id, version, kind, occurred_at, recorded_at, actor_id, trace_id, payload)
      VALUES (${day}::date, ${id}::uuid, ${producer}::text, ${type}, ${schemaVersion}, ${aggregate}::uuid, ${version}::int, ${kind},
        ${occurred}, ${recorded}::timestamptz, ${actor}, ${trace}, ${payload})
    ), to_deliver AS (
      INSERT INTO messaging.delivery
        (day, event_id, consumer, producer, aggregate_id, aggregate_version, opened_at, next_publish_at)
      SELECT ${day}::date, ${id}::uuid, consumer, ${producer}::text, ${aggregate}::uuid, ${version}::int, ${recorded}::timestamptz,
        ${recorded}::timestamptz + interval '${GRACE} milliseconds'
      FROM unnest(${consumers}::text[]) AS consumer
    )`;
}

export function enclosedValues({ envelope, consumers }: Outgoing): unknown[] {
  const { id, producer, type, schemaVersion, aggregateId, version, kind, occurredAt, recordedAt, actorId, traceId } =
    envelope;
  return [
    dayOf(envelope),
    id,
    producer,
    type,
    schemaVersion,
    aggregateId,
    version,
    kind,
    occurredAt,
    recordedAt,
    actorId,
    traceId,
    JSON.stringify(envelope.payload),
    consumers,
  ];
}
