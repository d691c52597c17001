import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuer } from '#libs/auth';
import type { CommandResult } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { Logger, newTraceId } from '#libs/platform';

type Named = CommandResult<'asset-inventory.product.find'>['items'][number];

/** What the inventory service knows of a facility. */
@Injectable()
export class Inventory {
  constructor(
    @Inject(CommandClient) private readonly client: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** The products of its inventory that a text names; null when the inventory does not answer: who asks goes on without. */
  async productsNamed(facilityId: string, text: string): Promise<Named[] | null> {
    try {
      const token = await this.tokens.issueForService();
      const body = { facilityId, text: text.slice(0, 60_000) };
      return (await this.client.request('asset-inventory.product.find', body, { token, traceId: newTraceId() })).items;
    } catch (err) {
      this.logger.info({ err }, 'the inventory does not answer; similar incidents are looked for without it');
      return null;
    }
  }
}
