import { randomUUID } from 'node:crypto';
import type { CommandName, ServiceName } from '#libs/contracts';

const COMMAND_PREFIX = 'vigie.cmd.';
export const BELL_SUBJECT = 'vigie.bell.feed';

/** Where a command is sent: its name in the contract behind the prefix. */
export const commandSubject = (name: CommandName): string => `${COMMAND_PREFIX}${name}`;

/** Where an event is published. */
export const eventSubject = (producer: ServiceName, type: string): string => `${eventPrefix(producer)}${type}`;

const eventPrefix = (producer: ServiceName): string => `vigie.evt.${producer}.`;

/** Every event of a producer. */
export const eventsOf = (producer: ServiceName): string => `${eventPrefix(producer)}>`;

/** The type in an event's subject; undefined when it is no subject of this producer. */
export function typeInSubject(producer: ServiceName, subject: string): string | undefined {
  const prefix = eventPrefix(producer);
  return subject.startsWith(prefix) ? subject.slice(prefix.length) : undefined;
}

/** The JetStream stream that carries a producer's events. */
export const streamOf = (producer: ServiceName): string => `EVT_${producer.toUpperCase().replaceAll('-', '_')}`;

/** Answers to a service's requests come here; nobody else may listen. */
export const inboxPrefixOf = (service: string): string => `_INBOX_${service}`;

/**
 * Where one slow answer comes: NATS lets a service answer what it was asked for two seconds only (`allow_responses` in
 * `deploy/nats/nats.conf`), and here for as long as it takes. Nobody can guess it, so nobody else can answer.
 */
export const slowInboxOf = (service: string): string => `${inboxPrefixOf(service)}.slow.${randomUUID()}`;
