import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, JournalEntry } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { JournalService } from './journal.service.js';

@Controller()
export class JournalController {
  constructor(@Inject(JournalService) private readonly journal: JournalService) {}

  @Command('incident.journal.list')
  list(
    query: CommandBody<'incident.journal.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.journal.list'>> {
    return this.journal.list(query, context);
  }

  @Command('incident.journal.write')
  write(note: CommandBody<'incident.journal.write'>, context: CommandContext): Promise<JournalEntry> {
    return this.journal.write(note, context);
  }
}
