import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, Figures, PublishedFigures } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { FiguresReader } from './figures.reader.js';
import { ReleaseService } from './release.service.js';

@Controller()
export class StatisticsController {
  constructor(
    @Inject(FiguresReader) private readonly reader: FiguresReader,
    @Inject(ReleaseService) private readonly releases: ReleaseService,
  ) {}

  @Command('incident.statistics.count')
  count(body: CommandBody<'incident.statistics.count'>, context: CommandContext): Promise<Figures> {
    return this.reader.count(body, context);
  }

  @Command('incident.statistics.published')
  published(_body: CommandBody<'incident.statistics.published'>, context: CommandContext): Promise<PublishedFigures> {
    return this.releases.published(context);
  }

  @Command('incident.statistics.publish')
  publish(body: CommandBody<'incident.statistics.publish'>, context: CommandContext): Promise<PublishedFigures> {
    return this.releases.publish(body, context);
  }
}
