import { UseFilters } from '@nestjs/common';
import type { Actor, CommandBody, CommandName, CommandResult } from '#libs/contracts';
import type { DatabaseScope } from '#libs/database';
import { Ctx, MessagePattern, Payload, Transport } from '@nestjs/microservices';
import { RethrowFilter } from '../rethrow.filter.js';
import { commandSubject } from '../subjects.js';

/** Who asked, and how far they may see. */
export interface CommandContext {
  actor: Actor;
  /** For `Database.transaction`: what the actor's permission for this command reaches. */
  scope: DatabaseScope;
  traceId: string;
  /** The address the person came from, or the calling service. */
  origin: string;
  /** Idempotency key; empty for a query. */
  key: string;
}

type CommandHandler<Name extends CommandName> = (
  body: CommandBody<Name>,
  context: CommandContext,
) => Promise<CommandResult<Name>>;

/**
 * Answers a command of the contract with a controller's method: `method(body, context)`. The caller's token, permission and
 * body have been checked before it is called; it throws a Refusal to refuse.
 */
export function Command<Name extends CommandName>(name: Name) {
  return <Handler extends CommandHandler<Name>>(
    target: object,
    method: string | symbol,
    descriptor: TypedPropertyDescriptor<Handler>,
  ): void => {
    MessagePattern(commandSubject(name), Transport.NATS)(target, method, descriptor);
    UseFilters(new RethrowFilter())(target, method, descriptor);
    Payload()(target, method, 0);
    Ctx()(target, method, 1);
  };
}
