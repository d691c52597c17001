import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { AttachmentReader } from './attachment.reader.js';
import { AttachmentService } from './attachment.service.js';
import { DownloadService } from './download.service.js';
import { Scanner } from './scanner/scanner.js';
import { UploadReceiver } from './upload.receiver.js';

type Name<Verb extends string> = `incident.attachment.${Verb}`;

@Controller()
export class AttachmentController {
  constructor(
    @Inject(AttachmentService) private readonly attachments: AttachmentService,
    @Inject(AttachmentReader) private readonly reader: AttachmentReader,
    @Inject(UploadReceiver) private readonly uploads: UploadReceiver,
    @Inject(DownloadService) private readonly downloads: DownloadService,
    @Inject(Scanner) private readonly scanner: Scanner,
  ) {}

  @Command('incident.attachment.begin')
  begin(body: CommandBody<Name<'begin'>>, context: CommandContext): Promise<CommandResult<Name<'begin'>>> {
    return this.attachments.begin(body, context);
  }

  @Command('incident.attachment.progress')
  progress(body: CommandBody<Name<'progress'>>, context: CommandContext): Promise<CommandResult<Name<'progress'>>> {
    return this.reader.progress(body, context);
  }

  @Command('incident.attachment.finish')
  async finish(body: CommandBody<Name<'finish'>>, context: CommandContext): Promise<CommandResult<Name<'finish'>>> {
    await this.uploads.complete(body, context);
    const stored = await this.attachments.finish(body, context);
    this.scanner.nudge();
    return stored;
  }

  @Command('incident.attachment.list')
  list(body: CommandBody<Name<'list'>>, context: CommandContext): Promise<CommandResult<Name<'list'>>> {
    return this.reader.list(body, context);
  }

  @Command('incident.attachment.get')
  get(body: CommandBody<Name<'get'>>, context: CommandContext): Promise<CommandResult<Name<'get'>>> {
    return this.reader.get(body, context);
  }

  @Command('incident.attachment.open')
  open(body: CommandBody<Name<'open'>>, context: CommandContext): Promise<CommandResult<Name<'open'>>> {
    return this.attachments.open(body, context);
  }

  @Command('incident.attachment.verify')
  verify(body: CommandBody<Name<'verify'>>, context: CommandContext): Promise<CommandResult<Name<'verify'>>> {
    return this.downloads.verify(body, context);
  }

  @Command('incident.attachment.hand-over')
  handOver(body: CommandBody<Name<'hand-over'>>, context: CommandContext): Promise<CommandResult<Name<'hand-over'>>> {
    return this.attachments.handOver(body, context);
  }

  @Command('incident.attachment.seal')
  seal(body: CommandBody<Name<'seal'>>, context: CommandContext): Promise<CommandResult<Name<'seal'>>> {
    return this.attachments.seal(body, context);
  }

  @Command('incident.attachment.destroy')
  destroy(body: CommandBody<Name<'destroy'>>, context: CommandContext): Promise<CommandResult<Name<'destroy'>>> {
    return this.attachments.destroy(body, context);
  }

  @Command('incident.attachment.scanner')
  state(_: CommandBody<Name<'scanner'>>): Promise<CommandResult<Name<'scanner'>>> {
    return this.scanner.state();
  }
}
