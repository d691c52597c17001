import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { BoardService } from './board.service.js';

@Controller()
export class BoardController {
  constructor(@Inject(BoardService) private readonly board: BoardService) {}

  @Command('incident.board.get')
  get(query: CommandBody<'incident.board.get'>, context: CommandContext): Promise<CommandResult<'incident.board.get'>> {
    return this.board.get(query, context);
  }
}
