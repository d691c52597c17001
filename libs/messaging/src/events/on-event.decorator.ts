import { UseFilters } from '@nestjs/common';
import type { EventEnvelope, EventPayload, EventType } from '#libs/contracts';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { RethrowFilter } from '../rethrow.filter.js';

/** Marks handlers that the EventServer serves, and no other transport. */
export const JETSTREAM = Symbol('jetstream');

/** An event of a known type, parsed. */
export type EventOf<Type extends EventType> = Type extends EventType
  ? EventEnvelope<EventPayload<Type>> & { type: Type }
  : never;

/** Work to do once the transaction has committed, at most once: for ringing, not for effects that must happen. */
export type AfterCommit = () => void | Promise<void>;
type Effect = Promise<AfterCommit | void>;

/** What the server learns of a handler. Nest wraps a method anew for each of its types: `method` tells that they are one. */
export interface HandlerExtras extends Record<string, unknown> {
  batch: boolean;
  method: unknown;
}

type OneByOne<Type extends EventType> = (event: EventOf<Type>, tx: EntityManager) => Effect;
type InBatches<Type extends EventType> = (events: EventOf<Type>[], tx: EntityManager) => Effect;

type Decorator<Handler> = (
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void;

/**
 * Hears events of these types with a controller's method `(event, tx)`. What it writes with `tx` happens exactly once, in the transaction
 * that confirms the event; it may return work for after the commit. What it throws is tried again, and in the end parked.
 *
 * With `batch`, the method gets `(events, tx)`: events of different records, of any of its types, in the order they came, that share
 * one transaction. When a batch fails, its events come again one by one.
 */
export function OnEvent<Type extends EventType>(
  types: Type | readonly Type[],
  options: { batch: true },
): Decorator<InBatches<Type>>;
export function OnEvent<Type extends EventType>(types: Type | readonly Type[]): Decorator<OneByOne<Type>>;
export function OnEvent(types: EventType | readonly EventType[], { batch = false }: { batch?: boolean } = {}) {
  return <Handler>(target: object, method: string | symbol, descriptor: TypedPropertyDescriptor<Handler>): void => {
    const extras: HandlerExtras = { batch, method: descriptor.value };
    EventPattern([types].flat(), JETSTREAM, extras)(target, method, descriptor);
    UseFilters(new RethrowFilter())(target, method, descriptor);
    Payload()(target, method, 0);
    Ctx()(target, method, 1);
  };
}
