import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { CommandInput, CommandName, CommandResult } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { newTraceId } from '#libs/platform';

export interface AskOptions {
  /** Of the request on whose behalf it is asked; a new one unless told. */
  traceId?: string;
  /** Milliseconds to wait; as long as a person would, unless told. */
  timeout?: number;
}

/** Milliseconds for work that nobody waits for. */
export const BACKGROUND = 8_000;

/** Asks other services in this service's own name. */
@Injectable()
export class ServiceRequest {
  constructor(
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly issuer: TokenIssuer,
  ) {}

  /** @throws Refusal, as CommandClient does */
  async ask<Name extends CommandName>(
    name: Name,
    body: CommandInput<Name>,
    { traceId = newTraceId(), timeout }: AskOptions = {},
  ): Promise<CommandResult<Name>> {
    return this.client.request(name, body, { token: await this.issuer.issueForService(), traceId, timeout });
  }
}
