export { Command, type CommandContext } from './commands/command.decorator.js';
export { CommandClient, type RequestOptions } from './commands/command-client.js';
export { CommandServer, type CommandServerOptions, type Denial } from './commands/command-server.js';
export { faultPlaces } from './commands/fault-places.js';
export {
  listDeadLetters,
  replayDeadLetter,
  skipDeadLetter,
  type DeadLetter,
  type DeadLetterKey,
  type Queryable,
} from './dead-letters.js';
export { DELIVERY_ALARM } from './delivery-alarm.js';
export { EventServer, type EventServerOptions } from './events/event-server.js';
export { OnEvent, type AfterCommit, type EventOf } from './events/on-event.decorator.js';
export {
  MessagingModule,
  messagingStrategies,
  type MessagingOptions,
  type StrategyOptions,
} from './messaging.module.js';
export { Doorbell } from './nats/doorbell.js';
export { NatsLink, connectNats, type NatsOptions } from './nats/link.js';
export { enclosedOutbox } from './outbox/enclosed.js';
export { Outbox, type EnclosedEvent, type EventDraft, type FreshEvents } from './outbox/outbox.js';
export { Relay, type RelayOptions } from './relay/relay.js';
export { readDeliveryAges, type DeliveryAge } from './relay/upkeep.js';
export { messagingMigrated } from './schema/migrations.js';
export { commandSubject, eventSubject, slowInboxOf, streamOf } from './subjects.js';
