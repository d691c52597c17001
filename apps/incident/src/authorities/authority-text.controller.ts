import { Controller, Inject } from '@nestjs/common';
import type { AuthorityText, CommandBody, PdfFile } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { AuthorityTextService } from './authority-text.service.js';

@Controller()
export class AuthorityTextController {
  constructor(@Inject(AuthorityTextService) private readonly texts: AuthorityTextService) {}

  @Command('incident.authority.prepare')
  prepare(body: CommandBody<'incident.authority.prepare'>, context: CommandContext): Promise<AuthorityText> {
    return this.texts.prepare(body, context);
  }

  @Command('incident.authority.pdf')
  pdf(body: CommandBody<'incident.authority.pdf'>, context: CommandContext): Promise<PdfFile> {
    return this.texts.pdf(body, context);
  }
}
