import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, RegionalEntry, RegionalIncident } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { RegionalJournal } from './regional.journal.js';
import { RegionalReader } from './regional.reader.js';
import { RegionalService } from './regional.service.js';
import { RegionalState } from './regional.state.js';

@Controller()
export class RegionalController {
  constructor(
    @Inject(RegionalReader) private readonly reader: RegionalReader,
    @Inject(RegionalService) private readonly regional: RegionalService,
    @Inject(RegionalState) private readonly state: RegionalState,
    @Inject(RegionalJournal) private readonly journal: RegionalJournal,
  ) {}

  @Command('incident.regional.create')
  create(body: CommandBody<'incident.regional.create'>, context: CommandContext): Promise<RegionalIncident> {
    return this.regional.create(body, context);
  }

  @Command('incident.regional.link')
  link(body: CommandBody<'incident.regional.link'>, context: CommandContext): Promise<RegionalIncident> {
    return this.regional.link(body, context);
  }

  @Command('incident.regional.unlink')
  unlink(body: CommandBody<'incident.regional.unlink'>, context: CommandContext): Promise<RegionalIncident> {
    return this.regional.unlink(body, context);
  }

  @Command('incident.regional.take-apart')
  takeApart(body: CommandBody<'incident.regional.take-apart'>, context: CommandContext): Promise<RegionalIncident> {
    return this.regional.takeApart(body, context);
  }

  @Command('incident.regional.close')
  close(body: CommandBody<'incident.regional.close'>, context: CommandContext): Promise<RegionalIncident> {
    return this.state.close(body, context);
  }

  @Command('incident.regional.reopen')
  reopen(body: CommandBody<'incident.regional.reopen'>, context: CommandContext): Promise<RegionalIncident> {
    return this.state.reopen(body, context);
  }

  @Command('incident.regional.journal')
  entries(
    query: CommandBody<'incident.regional.journal'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.regional.journal'>> {
    return this.journal.list(query, context);
  }

  @Command('incident.regional.write')
  write(body: CommandBody<'incident.regional.write'>, context: CommandContext): Promise<RegionalEntry> {
    return this.journal.write(body, context);
  }

  @Command('incident.regional.list')
  list(
    query: CommandBody<'incident.regional.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.regional.list'>> {
    return this.reader.list(query, context);
  }

  @Command('incident.regional.get')
  get({ regionalId }: CommandBody<'incident.regional.get'>, context: CommandContext): Promise<RegionalIncident> {
    return this.reader.get(regionalId, context);
  }
}
