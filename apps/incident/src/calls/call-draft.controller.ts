import { Controller, Inject } from '@nestjs/common';
import type { CallDraft, CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { CallDraftService } from './call-draft.service.js';

type Result<Name extends Parameters<typeof Command>[0]> = Promise<CommandResult<Name>>;

@Controller()
export class CallDraftController {
  constructor(@Inject(CallDraftService) private readonly drafts: CallDraftService) {}

  @Command('incident.call-draft.keep')
  keep(body: CommandBody<'incident.call-draft.keep'>, context: CommandContext): Result<'incident.call-draft.keep'> {
    return this.drafts.keep(body, context);
  }

  @Command('incident.call-draft.list')
  list(_body: CommandBody<'incident.call-draft.list'>, context: CommandContext): Result<'incident.call-draft.list'> {
    return this.drafts.list(context);
  }

  @Command('incident.call-draft.get')
  get({ callDraftId }: CommandBody<'incident.call-draft.get'>, context: CommandContext): Promise<CallDraft> {
    return this.drafts.get(callDraftId, context);
  }

  @Command('incident.call-draft.take-over')
  takeOver(
    body: CommandBody<'incident.call-draft.take-over'>,
    context: CommandContext,
  ): Result<'incident.call-draft.take-over'> {
    return this.drafts.takeOver(body, context);
  }

  @Command('incident.call-draft.discard')
  discard(
    body: CommandBody<'incident.call-draft.discard'>,
    context: CommandContext,
  ): Result<'incident.call-draft.discard'> {
    return this.drafts.discard(body, context);
  }
}
