import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, ImportPreview } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { ImportService } from './import.service.js';

@Controller()
export class ImportController {
  constructor(@Inject(ImportService) private readonly imports: ImportService) {}

  @Command('asset-inventory.import.preview')
  preview(body: CommandBody<'asset-inventory.import.preview'>, context: CommandContext): Promise<ImportPreview> {
    return this.imports.preview(body, context);
  }

  @Command('asset-inventory.import.commit')
  commit(
    body: CommandBody<'asset-inventory.import.commit'>,
    context: CommandContext,
  ): Promise<CommandResult<'asset-inventory.import.commit'>> {
    return this.imports.commit(body, context);
  }
}
