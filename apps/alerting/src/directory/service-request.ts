import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { CommandInput, CommandName, CommandResult } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { newTraceId } from '#libs/platform';

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
    traceId = newTraceId(),
  ): Promise<CommandResult<Name>> {
    return this.client.request(name, body, { token: await this.issuer.issueForService(), traceId });
  }
}
