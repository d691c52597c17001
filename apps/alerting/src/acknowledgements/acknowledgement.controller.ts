import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { AnswerService } from './answer.service.js';
import { BoardService } from './board.service.js';
import { InboxService } from './inbox.service.js';

@Controller()
export class AcknowledgementController {
  constructor(
    @Inject(InboxService) private readonly inbox: InboxService,
    @Inject(AnswerService) private readonly answers: AnswerService,
    @Inject(BoardService) private readonly boards: BoardService,
  ) {}

  @Command('alerting.inbox.list')
  list(
    body: CommandBody<'alerting.inbox.list'>,
    { scope, actor }: CommandContext,
  ): Promise<CommandResult<'alerting.inbox.list'>> {
    return this.inbox.list(scope, body, actor.locale);
  }

  @Command('alerting.inbox.get')
  get(
    body: CommandBody<'alerting.inbox.get'>,
    { scope, actor }: CommandContext,
  ): Promise<CommandResult<'alerting.inbox.get'>> {
    return this.inbox.get(scope, body, actor.locale);
  }

  @Command('alerting.acknowledgement.answer')
  answer(
    body: CommandBody<'alerting.acknowledgement.answer'>,
    context: CommandContext,
  ): Promise<CommandResult<'alerting.acknowledgement.answer'>> {
    return this.answers.answer(body, context);
  }

  @Command('alerting.acknowledgement.board')
  board(
    { advisoryId }: CommandBody<'alerting.acknowledgement.board'>,
    { scope, actor }: CommandContext,
  ): Promise<CommandResult<'alerting.acknowledgement.board'>> {
    return this.boards.read(scope, advisoryId, actor.locale);
  }
}
