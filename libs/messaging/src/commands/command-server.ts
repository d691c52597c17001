import {
  type CommandName,
  Refusal,
  type ServiceName,
  commandContract,
  commandNames,
  commandService,
} from '#libs/contracts';
import type { Actor, Permission } from '#libs/contracts';
import { scopeFor } from '#libs/auth';
import { isUnfitValue } from '#libs/database';
import type { Logger } from '#libs/platform';
import { type CustomTransportStrategy, type MessageHandler, Server, Transport } from '@nestjs/microservices';
import type { Msg, Subscription } from '@nats-io/transport-node';
import { callHandler } from '../call-handler.js';
import { reasonOf } from '../events/failure.js';
import type { NatsLink } from '../nats/link.js';
import { commandSubject } from '../subjects.js';
import type { CommandContext } from './command.decorator.js';
import { faultPlaces } from './fault-places.js';
import { type CommandReply, CommandRequest, encodeReply } from './wire.js';

/** Somebody asked for what they may not do. */
export interface Denial {
  actor: Actor;
  permission: Permission;
  command: CommandName;
  traceId: string;
  origin: string;
}

export interface CommandServerOptions {
  service: ServiceName;
  link: NatsLink;
  verifier: { verify(token: string): Promise<Actor> };
  logger: Logger;
  /** Told of each denied access, to audit it; it must not throw. */
  onDenied?: (denial: Denial) => void;
}

/** Milliseconds that commands under way get when the service stops. */
const PATIENCE = 5_000;

/**
 * Answers commands over NATS, as Nest's own transport does, but checks them before dispatch: token, permission, key, body. The
 * instances of a service share the work as one queue group. Each request gets exactly one answer, and a fault is logged once.
 */
export class CommandServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Transport.NATS;
  private subscriptions: Subscription[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly options: CommandServerOptions) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    const { service, link, logger } = this.options;
    const own = commandNames.filter((name) => commandService(name) === service);
    for (const name of own) {
      const handler = this.getHandlerByPattern(commandSubject(name));
      if (handler) this.subscriptions.push(this.subscribe(name, handler));
    }
    const unanswered = own.filter((name) => !this.getHandlerByPattern(commandSubject(name)));
    if (unanswered.length > 0) logger.warn({ unanswered }, 'commands of the contract that nobody answers');
    // Not before the server knows of the subscriptions is the service ready.
    void link.connection.flush().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    if (!this.options.link.connection.isClosed()) {
      await Promise.allSettled(this.subscriptions.map((subscription) => subscription.drain()));
    }
    this.subscriptions = [];
    await Promise.race([Promise.allSettled(this.underWay), new Promise((done) => setTimeout(done, PATIENCE).unref())]);
  }

  override on(): void {
    throw new Error('Listen on the NatsLink');
  }

  override unwrap<T>(): T {
    return this.options.link.connection as T;
  }

  private subscribe(name: CommandName, handler: MessageHandler): Subscription {
    const { service, link, logger } = this.options;
    return link.connection.subscribe(commandSubject(name), {
      queue: service,
      callback: (error, message) => {
        if (error) return logger.error({ err: error, command: name }, 'a command cannot be heard');
        const work = this.serve(name, handler, message).finally(() => this.underWay.delete(work));
        this.underWay.add(work);
      },
    });
  }

  private async serve(name: CommandName, handler: MessageHandler, message: Msg): Promise<void> {
    let reply: CommandReply;
    let traceId = '';
    try {
      const request = readRequest(message);
      traceId = request.traceId;
      reply = { ok: true, value: await this.handle(name, handler, request) };
    } catch (error) {
      reply = this.refusal(name, error, traceId);
    }
    await this.answer(name, message, reply, traceId);
  }

  private async handle(name: CommandName, handler: MessageHandler, request: CommandRequest): Promise<unknown> {
    const { permission, request: schema, write } = commandContract(name);
    const { identity, traceId, origin, key = '', body } = request;
    const actor = await this.options.verifier.verify(identity);
    const scope = scopeFor(actor, permission);
    if (!scope) {
      this.options.onDenied?.({ actor, permission, command: name, traceId, origin });
      throw new Refusal('forbidden');
    }
    if (write && key === '') throw new Refusal('idempotency-key-missing');
    const parsed = await schema.safeParseAsync(body);
    if (!parsed.success) throw new Refusal('invalid-request', { places: faultPlaces(parsed.error) });
    const context: CommandContext = { actor, scope, traceId, origin, key };
    // JSON has no undefined: an answer without a value is null.
    return (await callHandler(handler, parsed.data, context)) ?? null;
  }

  private refusal(command: CommandName, error: unknown, traceId: string): CommandReply {
    if (error instanceof Refusal) return { ok: false, refusal: { code: error.code, params: error.params } };
    if (isUnfitValue(error)) {
      const reason = reasonOf(error);
      this.options.logger.warn(
        { reason, command, traceId },
        'the contract lets a value through that the database refuses',
      );
      return { ok: false, refusal: { code: 'invalid-request', params: {} } };
    }
    this.options.logger.error({ err: error, command, traceId }, 'fault');
    return { ok: false, refusal: { code: 'fault', params: { traceId } } };
  }

  private async answer(command: CommandName, message: Msg, reply: CommandReply, traceId: string): Promise<void> {
    try {
      const { data, headers } = await encodeReply(reply);
      message.respond(data, headers ? { headers } : undefined);
    } catch (error) {
      // Too large, or not JSON. When the connection is gone, the caller has given up already.
      const fault = this.refusal(command, error, traceId);
      if (!this.options.link.connection.isClosed()) message.respond(JSON.stringify(fault));
    }
  }
}

function readRequest(message: Msg): CommandRequest {
  try {
    return CommandRequest.parse(message.json());
  } catch {
    throw new Refusal('invalid-request');
  }
}
