import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, SimilarIncidents } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { SimilarReader } from './similar.reader.js';
import { SimilarService } from './similar.service.js';

@Controller()
export class SimilarController {
  constructor(
    @Inject(SimilarReader) private readonly reader: SimilarReader,
    @Inject(SimilarService) private readonly similar: SimilarService,
  ) {}

  @Command('incident.similar.list')
  list(body: CommandBody<'incident.similar.list'>, context: CommandContext): Promise<SimilarIncidents> {
    return this.reader.list(body, context);
  }

  @Command('incident.similar.dismiss')
  dismiss(
    body: CommandBody<'incident.similar.dismiss'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.similar.dismiss'>> {
    return this.similar.dismiss(body, context);
  }

  @Command('incident.similar.restore')
  restore(
    body: CommandBody<'incident.similar.restore'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.similar.restore'>> {
    return this.similar.restore(body, context);
  }
}
