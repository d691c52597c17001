import { type EventEnvelope, type ServiceName } from '#libs/contracts';
import { literal, uuid } from '#libs/database';

/** An event, and who must hear it. */
export interface Outgoing {
  envelope: EventEnvelope;
  consumers: readonly ServiceName[];
}

/**
 * Milliseconds in which the process that wrote an event is expected to publish it, from memory. What is still open then is
 * published from the table.
 */
export const GRACE = 5_000;

/** The partition an event lives in. Its deliveries live in the same day's. */
export const dayOf = (envelope: Pick<EventEnvelope, 'recordedAt'>): string => envelope.recordedAt.slice(0, 10);

/** One statement that writes the events and a delivery for each of their consumers; its values are literals, to travel with COMMIT. */
export function outboxStatement(outgoing: readonly Outgoing[]): string {
  const events = `INSERT INTO messaging.event
    (day, id, producer, type, schema_version, aggregate_id, version, kind, occurred_at, recorded_at, actor_id, trace_id, payload)
    VALUES ${outgoing.map(({ envelope }) => eventRow(envelope)).join(', ')}`;
  const deliveries = outgoing.flatMap(({ envelope, consumers }) =>
    consumers.map((consumer) => deliveryRow(envelope, consumer)),
  );
  if (deliveries.length === 0) return events;
  return `WITH recorded AS (${events}) INSERT INTO messaging.delivery
    (day, event_id, consumer, producer, aggregate_id, aggregate_version, opened_at, next_publish_at)
    VALUES ${deliveries.join(', ')}`;
}

function eventRow(envelope: EventEnvelope): string {
  const { id, producer, type, schemaVersion, aggregateId, version, kind, occurredAt, recordedAt, actorId, traceId } =
    envelope;
  const values = [
    literal(dayOf(envelope)),
    literal(uuid(id)),
    literal(producer),
    literal(type),
    String(schemaVersion),
    literal(uuid(aggregateId)),
    String(version),
    literal(kind),
    literal(occurredAt),
    literal(recordedAt),
    literal(uuid(actorId)),
    literal(traceId),
    literal(JSON.stringify(envelope.payload)),
  ];
  return `(${values.join(', ')})`;
}

function deliveryRow(envelope: EventEnvelope, consumer: ServiceName): string {
  const { id, producer, aggregateId, version, recordedAt } = envelope;
  const due = new Date(Date.parse(recordedAt) + GRACE).toISOString();
  const values = [
    literal(dayOf(envelope)),
    literal(uuid(id)),
    literal(consumer),
    literal(producer),
    literal(uuid(aggregateId)),
    String(version),
    literal(recordedAt),
    literal(due),
  ];
  return `(${values.join(', ')})`;
}
