import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { UploadService } from './upload.service.js';

@Controller()
export class UploadController {
  constructor(@Inject(UploadService) private readonly uploads: UploadService) {}

  @Command('asset-inventory.upload.append')
  append(
    body: CommandBody<'asset-inventory.upload.append'>,
    context: CommandContext,
  ): Promise<CommandResult<'asset-inventory.upload.append'>> {
    return this.uploads.append(body, context);
  }
}
