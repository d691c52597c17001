import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { BroadcastService } from '../broadcasts/broadcast.service.js';
import { AdvisoryReader } from './advisory.reader.js';
import { DraftService } from './draft.service.js';
import { ReviewService } from './review.service.js';

@Controller()
export class AdvisoryController {
  constructor(
    @Inject(DraftService) private readonly drafts: DraftService,
    @Inject(ReviewService) private readonly reviews: ReviewService,
    @Inject(BroadcastService) private readonly broadcasts: BroadcastService,
    @Inject(AdvisoryReader) private readonly reader: AdvisoryReader,
  ) {}

  @Command('alerting.advisory.save')
  save(
    body: CommandBody<'alerting.advisory.save'>,
    context: CommandContext,
  ): Promise<CommandResult<'alerting.advisory.save'>> {
    return this.drafts.save(body, context);
  }

  @Command('alerting.advisory.submit')
  submit(
    body: CommandBody<'alerting.advisory.submit'>,
    context: CommandContext,
  ): Promise<CommandResult<'alerting.advisory.submit'>> {
    return this.reviews.submit(body, context);
  }

  @Command('alerting.advisory.return')
  return(
    body: CommandBody<'alerting.advisory.return'>,
    context: CommandContext,
  ): Promise<CommandResult<'alerting.advisory.return'>> {
    return this.reviews.return(body, context);
  }

  @Command('alerting.advisory.approve')
  approve(
    body: CommandBody<'alerting.advisory.approve'>,
    context: CommandContext,
  ): Promise<CommandResult<'alerting.advisory.approve'>> {
    return this.broadcasts.approve(body, context);
  }

  @Command('alerting.advisory.list')
  list(
    body: CommandBody<'alerting.advisory.list'>,
    { scope, actor }: CommandContext,
  ): Promise<CommandResult<'alerting.advisory.list'>> {
    return this.reader.list(scope, body, actor.locale);
  }

  @Command('alerting.advisory.get')
  get(
    { advisoryId }: CommandBody<'alerting.advisory.get'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'alerting.advisory.get'>> {
    return this.reader.get(scope, advisoryId);
  }
}
