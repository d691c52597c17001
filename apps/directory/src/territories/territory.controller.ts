import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { TerritoryService } from './territory.service.js';

@Controller()
export class TerritoryController {
  constructor(@Inject(TerritoryService) private readonly territories: TerritoryService) {}

  @Command('directory.territory.list')
  list(
    _body: CommandBody<'directory.territory.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.territory.list'>> {
    return this.territories.list(scope);
  }

  @Command('directory.territory.get')
  get(
    { code }: CommandBody<'directory.territory.get'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.territory.get'>> {
    return this.territories.get(scope, code);
  }
}
