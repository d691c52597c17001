import type { SqlValue } from '#libs/database';
import { GRACE, type Outgoing, dayOf } from './statement.js';

/** In the order of `enclosedValues`. */
const PARAMETERS = 14;

interface Enclosure {
  /** The number of the first parameter; `EnclosedEvent.values` gives what stands there. */
  first: number;
  /** A relation of the statement that has one row when there is something to say, and none when there is not. */
  from: string;
  /** What the payload gets that only the statement knows: an expression of type jsonb over `from`. */
  addition: string;
}

/** The part of a larger statement that writes one event and its deliveries: two common table expressions. */
export function enclosedOutbox({ first, from, addition }: Enclosure): string {
  const place = Array.from({ length: PARAMETERS }, (_, index) => `$${first + index}`);
  const [day, id, producer, type, schemaVersion, aggregate, version, kind, occurred, recorded, actor, trace] = place;
  const [payload, consumers] = place.slice(12);
  return `
    stated AS (
      INSERT INTO messaging.event
        (day, id, producer, type, schema_version, aggregate_id, version, kind, occurred_at, recorded_at, actor_id, trace_id, payload)
      SELECT ${day}::date, ${id}::uuid, ${producer}::text, ${type}, ${schemaVersion}, ${aggregate}::uuid, ${version}::int, ${kind},
        ${occurred}, ${recorded}::timestamptz, ${actor}, ${trace}, ${payload}::jsonb || ${addition}
      FROM ${from}
    ), to_deliver AS (
      INSERT INTO messaging.delivery
        (day, event_id, consumer, producer, aggregate_id, aggregate_version, opened_at, next_publish_at)
      SELECT ${day}::date, ${id}::uuid, consumer, ${producer}::text, ${aggregate}::uuid, ${version}::int,
        ${recorded}::timestamptz, ${recorded}::timestamptz + interval '${GRACE} milliseconds'
      FROM ${from}, unnest(${consumers}::text[]) AS consumer
    )`;
}

export function enclosedValues({ envelope, consumers }: Outgoing): SqlValue[] {
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
