import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { AuthorityService } from './authority.service.js';
import { ReportRequestService } from './request.service.js';

@Controller()
export class AuthorityController {
  constructor(
    @Inject(AuthorityService) private readonly authorities: AuthorityService,
    @Inject(ReportRequestService) private readonly requests: ReportRequestService,
  ) {}

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

  @Command('incident.report-request.record')
  request(
    body: CommandBody<'incident.report-request.record'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.report-request.record'>> {
    return this.requests.record(body, context);
  }
}
