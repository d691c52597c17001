import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, RegionalIncident } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { RegionalReader } from './regional.reader.js';
import { RegionalService } from './regional.service.js';

@Controller()
export class RegionalController {
  constructor(
    @Inject(RegionalReader) private readonly reader: RegionalReader,
    @Inject(RegionalService) private readonly regional: RegionalService,
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
