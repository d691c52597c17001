import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { AdvisoryTrace, CommandInput } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { newTraceId } from '#libs/platform';

/** Milliseconds to wait for the alerting service: its reader is answered without it otherwise. */
const PATIENCE = 1_000;

/** What the alerting service knows of advisories and answers. */
@Injectable()
export class AdvisoryTraces {
  constructor(
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
  ) {}

  /** @throws Refusal('unavailable') */
  async read(asked: CommandInput<'alerting.advisory.trace'>): Promise<AdvisoryTrace[]> {
    const options = { token: await this.tokens.issueForService(), traceId: newTraceId(), timeout: PATIENCE };
    return (await this.client.request('alerting.advisory.trace', asked, options)).items;
  }
}
