import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { AssetService } from './asset.service.js';

@Controller()
export class AssetController {
  constructor(@Inject(AssetService) private readonly assets: AssetService) {}

  @Command('asset-inventory.asset.list')
  list(
    body: CommandBody<'asset-inventory.asset.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'asset-inventory.asset.list'>> {
    return this.assets.list(body, context);
  }

  @Command('asset-inventory.asset.export')
  export(
    body: CommandBody<'asset-inventory.asset.export'>,
    context: CommandContext,
  ): Promise<CommandResult<'asset-inventory.asset.export'>> {
    return this.assets.export(body, context);
  }
}
