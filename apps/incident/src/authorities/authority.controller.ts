import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { AuthorityService } from './authority.service.js';

@Controller()
export class AuthorityController {
  constructor(@Inject(AuthorityService) private readonly authorities: AuthorityService) {}

  @Command('incident.authority.list')
  list(
    { incidentId }: CommandBody<'incident.authority.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.authority.list'>> {
    return this.authorities.list(incidentId, context);
  }

  @Command('incident.authority.tell')
  tell(
    body: CommandBody<'incident.authority.tell'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.authority.tell'>> {
    return this.authorities.tell(body, context);
  }
}
