import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, CsafDocument, CsafSummary } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { CsafService } from './csaf.service.js';

@Controller()
export class CsafController {
  constructor(@Inject(CsafService) private readonly documents: CsafService) {}

  @Command('asset-inventory.csaf.import')
  import(body: CommandBody<'asset-inventory.csaf.import'>, context: CommandContext): Promise<CsafSummary> {
    return this.documents.import(body, context);
  }

  @Command('asset-inventory.csaf.list')
  list(
    body: CommandBody<'asset-inventory.csaf.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'asset-inventory.csaf.list'>> {
    return this.documents.list(body, context);
  }

  @Command('asset-inventory.csaf.get')
  get({ csafId }: CommandBody<'asset-inventory.csaf.get'>, { scope }: CommandContext): Promise<CsafDocument> {
    return this.documents.get(csafId, scope);
  }
}
