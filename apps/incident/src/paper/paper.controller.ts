import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, PaperBatch, PaperForm, PdfFile } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { PaperForms } from './paper-forms.js';
import { PaperService } from './paper.service.js';

@Controller()
export class PaperController {
  constructor(
    @Inject(PaperService) private readonly paper: PaperService,
    @Inject(PaperForms) private readonly forms: PaperForms,
  ) {}

  @Command('incident.paper.issue')
  issue(body: CommandBody<'incident.paper.issue'>, context: CommandContext): Promise<PaperBatch> {
    return this.paper.issue(body, context);
  }

  @Command('incident.paper.pdf')
  pdf(body: CommandBody<'incident.paper.pdf'>, context: CommandContext): Promise<PdfFile> {
    return this.paper.pdf(body, context);
  }

  @Command('incident.paper.open')
  open({ token }: CommandBody<'incident.paper.open'>, context: CommandContext): Promise<PaperForm> {
    return this.forms.open(token, context);
  }
}
