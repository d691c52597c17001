import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, Timeline } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { TimelineService } from './timeline.service.js';

@Controller()
export class TimelineController {
  constructor(@Inject(TimelineService) private readonly timelines: TimelineService) {}

  @Command('incident.timeline.get')
  get(body: CommandBody<'incident.timeline.get'>, context: CommandContext): Promise<Timeline> {
    return this.timelines.get(body, context);
  }

  @Command('incident.timeline.regional')
  regional(body: CommandBody<'incident.timeline.regional'>, context: CommandContext): Promise<Timeline> {
    return this.timelines.regional(body, context);
  }
}
