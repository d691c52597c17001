import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { ClockReader } from './clock.reader.js';

@Controller()
export class ClockController {
  constructor(@Inject(ClockReader) private readonly reader: ClockReader) {}

  @Command('incident.clock.list')
  list(
    query: CommandBody<'incident.clock.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.clock.list'>> {
    return this.reader.list(query, context);
  }
}
