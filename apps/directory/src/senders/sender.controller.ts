import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { SenderService } from './sender.service.js';

@Controller()
export class SenderController {
  constructor(@Inject(SenderService) private readonly senders: SenderService) {}

  @Command('directory.sender.resolve')
  resolve(
    { email }: CommandBody<'directory.sender.resolve'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.sender.resolve'>> {
    return this.senders.resolve(scope, email);
  }
}
