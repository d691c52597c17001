import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, MailDraft } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { MailFileService } from '../attachments/mail-files/mail-file.service.js';
import { MailDraftService } from './mail-draft.service.js';

type Result<Name extends Parameters<typeof Command>[0]> = Promise<CommandResult<Name>>;

@Controller()
export class MailDraftController {
  constructor(
    @Inject(MailDraftService) private readonly drafts: MailDraftService,
    @Inject(MailFileService) private readonly files: MailFileService,
  ) {}

  @Command('incident.mail-draft.list')
  list(body: CommandBody<'incident.mail-draft.list'>, context: CommandContext): Result<'incident.mail-draft.list'> {
    return this.drafts.list(body, context);
  }

  @Command('incident.mail-draft.get')
  get({ mailDraftId }: CommandBody<'incident.mail-draft.get'>, context: CommandContext): Promise<MailDraft> {
    return this.drafts.get(mailDraftId, context);
  }

  @Command('incident.mail-draft.dismiss')
  dismiss(
    body: CommandBody<'incident.mail-draft.dismiss'>,
    context: CommandContext,
  ): Result<'incident.mail-draft.dismiss'> {
    return this.drafts.dismiss(body, context);
  }

  @Command('incident.mail-draft.open-attachment')
  open(
    body: CommandBody<'incident.mail-draft.open-attachment'>,
    context: CommandContext,
  ): Result<'incident.mail-draft.open-attachment'> {
    return this.files.open(body, context);
  }

  @Command('incident.mail-draft.sender')
  sender(
    { mailDraftId }: CommandBody<'incident.mail-draft.sender'>,
    context: CommandContext,
  ): Result<'incident.mail-draft.sender'> {
    return this.drafts.sender(mailDraftId, context);
  }
}
