import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { DutyService } from './duty.service.js';

@Controller()
export class DutyController {
  constructor(@Inject(DutyService) private readonly duty: DutyService) {}

  @Command('directory.duty.resolve')
  resolve(
    { territory }: CommandBody<'directory.duty.resolve'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.duty.resolve'>> {
    return this.duty.resolve(scope, territory);
  }
}
