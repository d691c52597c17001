import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, JournalEntry } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { JournalService } from './journal.service.js';
import { ReaderService } from './reader.service.js';

@Controller()
export class JournalController {
  constructor(
    @Inject(JournalService) private readonly journal: JournalService,
    @Inject(ReaderService) private readonly readers: ReaderService,
  ) {}

  @Command('incident.journal.list')
  list(
    query: CommandBody<'incident.journal.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.journal.list'>> {
    return this.journal.list(query, context);
  }

  @Command('incident.journal.earlier')
  earlier(
    query: CommandBody<'incident.journal.earlier'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.journal.earlier'>> {
    return this.journal.earlier(query, context);
  }

  @Command('incident.journal.pinned')
  pinned(
    query: CommandBody<'incident.journal.pinned'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.journal.pinned'>> {
    return this.journal.pinned(query, context);
  }

  @Command('incident.journal.history')
  history(
    query: CommandBody<'incident.journal.history'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.journal.history'>> {
    return this.journal.history(query, context);
  }

  @Command('incident.journal.write')
  write(note: CommandBody<'incident.journal.write'>, context: CommandContext): Promise<JournalEntry> {
    return this.journal.write(note, context);
  }

  @Command('incident.journal.edit')
  edit(body: CommandBody<'incident.journal.edit'>, context: CommandContext): Promise<JournalEntry> {
    return this.journal.edit(body, context);
  }

  @Command('incident.journal.pin')
  pin(
    body: CommandBody<'incident.journal.pin'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.journal.pin'>> {
    return this.journal.pin(body, context);
  }

  @Command('incident.room.read')
  read(body: CommandBody<'incident.room.read'>, context: CommandContext): Promise<{ seq: number }> {
    return this.readers.read(body, context);
  }

  @Command('incident.room.readers')
  readersOf(
    body: CommandBody<'incident.room.readers'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.room.readers'>> {
    return this.readers.list(body, context);
  }
}
