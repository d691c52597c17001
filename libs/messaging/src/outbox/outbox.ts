import { type EventEnvelope, type EventPayload, type EventType, type ServiceName, events } from '#libs/contracts';
import { type SqlValue, afterCommit, withCommit } from '#libs/database';
import { type Clock, newId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { enclosedValues } from './enclosed.js';
import { type Outgoing, outboxStatement } from './statement.js';

/** A fact as its author states it; the rest of the envelope follows from the contract. */
export interface EventDraft<Type extends EventType = EventType> {
  type: Type;
  aggregateId: string;
  /** One more than the aggregate's last event has. Write it while holding the aggregate's row lock: that is what keeps the order. */
  version: number;
  kind: EventEnvelope['kind'];
  /** When it happened; now unless told. */
  occurredAt?: string;
  actorId: string;
  traceId: string;
  /** Ids, codes and counts: no personal text. */
  payload: EventPayload<Type>;
}

type AnyDraft = { [Type in EventType]: EventDraft<Type> }[EventType];

/** An event that somebody else writes. */
export interface EnclosedEvent<Type extends EventType> {
  /** Of the statement's parameters. */
  values: SqlValue[];
  /** Call it when the statement is committed, with what the statement added to the payload. */
  publish: (addition: Partial<EventPayload<Type>>) => void;
}

/** Takes what the transaction has committed, to publish it at once. */
export interface FreshEvents {
  offer(envelopes: readonly EventEnvelope[]): void;
}

/** States facts: each becomes an event row and one delivery row per consumer, in the transaction of the change itself. */
export class Outbox {
  constructor(
    private readonly service: ServiceName,
    private readonly clock: Clock,
    private readonly relay: FreshEvents,
  ) {}

  /**
   * Adds the events to the round trip that commits, and publishes them right after it. For many events, call it once.
   *
   * @returns the envelopes, in the same order
   * @throws when the contract gives the event to another service, or the payload does not fit it: a fault of the caller
   */
  emit(tx: EntityManager, ...drafts: AnyDraft[]): EventEnvelope[] {
    if (drafts.length === 0) return [];
    const outgoing = drafts.map((draft) => this.prepare(draft));
    const envelopes = outgoing.map(({ envelope }) => envelope);
    withCommit(tx, outboxStatement(outgoing));
    const heard = outgoing.filter(({ consumers }) => consumers.length > 0).map(({ envelope }) => envelope);
    if (heard.length > 0) afterCommit(tx, () => this.relay.offer(heard));
    return envelopes;
  }

  /**
   * One event that the caller writes itself, in a statement of its own with `enclosedOutbox`, because its transaction is too hot to send
   * it apart.
   *
   * @throws as `emit`
   */
  enclose<Type extends EventType>(draft: EventDraft<Type>): EnclosedEvent<Type> {
    const outgoing = this.prepare(draft as AnyDraft);
    return {
      values: enclosedValues(outgoing),
      publish: (addition) => {
        const { envelope } = outgoing;
        this.relay.offer([{ ...envelope, payload: { ...(envelope.payload as object), ...addition } }]);
      },
    };
  }

  private prepare({ type, payload, occurredAt, ...draft }: AnyDraft): Outgoing {
    const contract = events[type];
    if (contract.producer !== this.service) throw new Error(`${type} is said by ${contract.producer}, not here`);
    const recordedAt = this.clock.instant();
    const envelope: EventEnvelope = {
      id: newId(),
      producer: this.service,
      type,
      schemaVersion: contract.schemaVersion,
      ...draft,
      occurredAt: occurredAt ?? recordedAt,
      recordedAt,
      payload: contract.payload.parse(payload),
    };
    return { envelope, consumers: contract.consumers };
  }
}
