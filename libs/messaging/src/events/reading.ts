import { EventEnvelope, type ServiceName, eventContract } from '#libs/contracts';
import type { JsMsg } from '@nats-io/jetstream';
import type { z } from 'zod';
import { faultPlaces } from '../commands/fault-places.js';
import { dayOf } from '../outbox/statement.js';
import { typeInSubject } from '../subjects.js';

/** What a message from a stream turned out to be. */
export type Reading =
  | { kind: 'event'; envelope: EventEnvelope }
  /** The contract does not name this service as a consumer of the type. */
  | { kind: 'not-ours' }
  /** Not to be dispatched: of an unknown type, from a newer release, or malformed. `eventId` is missing when even that cannot be told. */
  | { kind: 'unreadable'; eventId: string | undefined; day: string | undefined; reason: string };

type Message = Pick<JsMsg, 'subject' | 'headers' | 'json'>;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads a message of a producer's stream for a consumer, by the contract. Reasons name places, never values. */
export function readMessage(message: Message, producer: ServiceName, consumer: ServiceName): Reading {
  const type = typeInSubject(producer, message.subject) ?? '';
  const contract = eventContract(type);
  if (contract && !contract.consumers.includes(consumer)) return { kind: 'not-ours' };

  const parsed = EventEnvelope.safeParse(jsonOf(message));
  if (!parsed.success) return unreadable(message, undefined, `envelope: ${placesOf(parsed.error)}`);
  const envelope = parsed.data;
  if (envelope.type !== type || envelope.producer !== producer) {
    return unreadable(message, envelope, 'envelope: not of this subject');
  }
  if (!contract) return unreadable(message, envelope, 'unknown type');
  if (envelope.schemaVersion > contract.schemaVersion) {
    return unreadable(
      message,
      envelope,
      `schema version ${envelope.schemaVersion}, known up to ${contract.schemaVersion}`,
    );
  }
  const payload = contract.payload.safeParse(envelope.payload);
  if (!payload.success) return unreadable(message, envelope, `payload: ${placesOf(payload.error)}`);
  return { kind: 'event', envelope: { ...envelope, payload: payload.data } };
}

function unreadable(message: Message, envelope: EventEnvelope | undefined, reason: string): Reading {
  // The relay writes `<event id>:<attempt>`.
  const [headerId = ''] = (message.headers?.get('Nats-Msg-Id') ?? '').split(':');
  const eventId = envelope?.id ?? (UUID.test(headerId) ? headerId : undefined);
  return { kind: 'unreadable', eventId, day: envelope && dayOf(envelope), reason };
}

function jsonOf(message: Message): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}

const placesOf = (error: z.ZodError): string =>
  faultPlaces(error)
    .slice(0, 5)
    .map(({ path, code }) => `${path || '(all)'} ${code}`)
    .join(', ');
