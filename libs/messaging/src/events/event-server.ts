import { type EventType, type ServiceName, eventContract, eventTypes, events } from '#libs/contracts';
import type { Database } from '#libs/database';
import type { Clock, Logger } from '#libs/platform';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { JsMsg } from '@nats-io/jetstream';
import type { NatsLink } from '../nats/link.js';
import { dayOf } from '../outbox/statement.js';
import { Applier, type Arrival } from './applier.js';
import { FAILURE_LIMITS, type FailureLimits } from './failure.js';
import { Inbox } from './inbox.js';
import { Lanes } from './lanes.js';
import { type HandlerExtras, JETSTREAM } from './on-event.decorator.js';
import { ACK_WAIT, Puller } from './puller.js';
import { readMessage } from './reading.js';

export interface EventServerOptions {
  service: ServiceName;
  database: Database;
  link: NatsLink;
  clock: Clock;
  logger: Logger;
  /** Transactions side by side at most, each with a database connection of its own; 4 unless told. */
  lanes?: number;
  /** Events that share a transaction at most, for handlers that take batches; 100 unless told. */
  batch?: number;
  limits?: FailureLimits;
  /** Milliseconds before the n-th failure's next try. */
  retryDelay?: (failures: number) => number;
}

interface Queued extends Arrival {
  key: string;
  group: string | undefined;
}

/**
 * Milliseconds between a lane's shared transactions. A transaction costs more than an event in it: at 500 events a second this makes ten of
 * them share one, and nobody waits for longer than this.
 */
const GATHER = 40;
/** Milliseconds that effects under way get when the service stops. */
const PATIENCE = 5_000;

/**
 * Nest's way to the events of other services: `@OnEvent` handlers, fed from JetStream. A message is read by the contract before it is
 * dispatched, and one that cannot be read is parked, never dropped. Different records go side by side, each record's events in order.
 */
export class EventServer extends Server implements CustomTransportStrategy {
  override readonly transportId = JETSTREAM;
  private readonly inbox: Inbox;
  private readonly lanes: Lanes<Queued>;
  private pullers: Puller[] = [];
  private readonly underWay = new Set<JsMsg>();
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(private readonly options: EventServerOptions) {
    super();
    const { service, database, clock, logger, lanes = 4, batch = 100, limits = FAILURE_LIMITS, retryDelay } = options;
    this.inbox = new Inbox(service, clock);
    const applier = new Applier({ consumer: service, database, inbox: this.inbox, logger, limits, retryDelay });
    this.lanes = new Lanes({
      count: lanes,
      most: batch,
      gather: GATHER,
      work: async (arrivals) => {
        await applier.apply(arrivals);
        for (const { message } of arrivals) this.underWay.delete(message as JsMsg);
      },
    });
  }

  /** @throws when a type has two handlers: an event has one effect, and one transaction */
  override addHandler(
    type: string,
    handler: MessageHandler,
    isEvent?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    if (this.getHandlers().has(type)) throw new Error(`${type} has two handlers in ${this.options.service}`);
    super.addHandler(type, handler, isEvent, extras);
  }

  listen(callback: (error?: unknown) => void): void {
    try {
      this.checkHandlers();
    } catch (error) {
      callback(error);
      return;
    }
    this.pullers = this.producers().map((producer) => this.pullerOf(producer));
    for (const puller of this.pullers) puller.start();
    this.heartbeat = setInterval(() => this.keepWorking(), ACK_WAIT / 3);
    callback();
  }

  async close(): Promise<void> {
    this.lanes.clear();
    await Promise.all(this.pullers.map((puller) => puller.stop()));
    this.lanes.clear();
    await Promise.race([this.lanes.idle(), new Promise((resolve) => setTimeout(resolve, PATIENCE).unref())]);
    clearInterval(this.heartbeat);
  }

  override on(): void {
    throw new Error('Listen on the NatsLink');
  }

  override unwrap<T>(): T {
    return this.options.link.connection as T;
  }

  /** A delivery that nobody closes would stay open for ever: better not to start. */
  private checkHandlers(): void {
    const { service } = this.options;
    const handled = [...this.getHandlers().keys()];
    const expected = this.consumedTypes();
    const missing = expected.filter((type) => !handled.includes(type));
    const uncalled = handled.filter((type) => !expected.includes(type as EventType));
    if (missing.length > 0)
      throw new Error(`The contract gives ${service} events without a handler: ${missing.join(', ')}`);
    if (uncalled.length > 0)
      throw new Error(`The contract does not give ${service} these events: ${uncalled.join(', ')}`);
  }

  private consumedTypes(): EventType[] {
    return eventTypes.filter((type) => eventContract(type)?.consumers.includes(this.options.service));
  }

  private producers(): ServiceName[] {
    return [...new Set(this.consumedTypes().map((type) => events[type].producer))];
  }

  private pullerOf(producer: ServiceName): Puller {
    const { service, database, link, logger } = this.options;
    return new Puller({
      producer,
      consumer: service,
      link,
      logger,
      onMessage: (message) => this.receive(message, producer),
      onStart: () => database.transaction({ kind: 'system' }, (tx) => this.inbox.askAgain(tx, producer)),
    });
  }

  private receive(message: JsMsg, producer: ServiceName): void {
    const reading = readMessage(message, producer, this.options.service);
    if (reading.kind === 'not-ours') {
      message.ack();
    } else if (reading.kind === 'unreadable') {
      void this.park(message, reading);
    } else {
      const { envelope } = reading;
      const handler = this.getHandlerByPattern(envelope.type) as MessageHandler;
      const extras = handler.extras as HandlerExtras;
      this.underWay.add(message);
      this.lanes.add({
        message,
        envelope,
        handler,
        extras,
        key: envelope.aggregateId,
        // A batch closes its deliveries in one day's partition.
        group: extras.batch ? dayOf(envelope) : undefined,
      });
    }
  }

  private async park(
    message: JsMsg,
    { eventId, day, reason }: { eventId: string | undefined; day: string | undefined; reason: string },
  ): Promise<void> {
    const { database, logger, service } = this.options;
    const details = { eventId, subject: message.subject, consumer: service, reason };
    if (eventId === undefined) {
      // The relay never writes such a message, and the table has no delivery for it.
      logger.error(details, 'a message that is no event was thrown away');
      message.term();
      return;
    }
    try {
      const parked = await database.transaction({ kind: 'system' }, (tx) => this.inbox.park(tx, eventId, day, reason));
      if (parked) logger.error(details, 'an event that cannot be understood was parked');
      message.ack();
    } catch (error) {
      logger.warn({ ...details, err: error }, 'an event could not be parked; it will come again');
      message.nak(1_000);
    }
  }

  /** A record with a long queue must not look abandoned. */
  private keepWorking(): void {
    if (!this.options.link.connected) return;
    for (const message of this.underWay) message.working();
  }
}
