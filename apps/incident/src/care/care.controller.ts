import { Controller, Inject } from '@nestjs/common';
import type { CareBoard, CareSheet, CommandBody, CommandResult, SamuLink, SamuReading } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { CareService } from './care.service.js';
import { SamuLinkReader } from './samu-link.reader.js';
import { SamuLinkService } from './samu-link.service.js';

@Controller()
export class CareController {
  constructor(
    @Inject(CareService) private readonly care: CareService,
    @Inject(SamuLinkService) private readonly links: SamuLinkService,
    @Inject(SamuLinkReader) private readonly reader: SamuLinkReader,
  ) {}

  @Command('incident.care.report')
  report(body: CommandBody<'incident.care.report'>, context: CommandContext): Promise<CareSheet> {
    return this.care.report(body, context);
  }

  @Command('incident.care.confirm')
  confirm(body: CommandBody<'incident.care.confirm'>, context: CommandContext): Promise<CareSheet> {
    return this.care.confirm(body, context);
  }

  @Command('incident.care.get')
  get(body: CommandBody<'incident.care.get'>, context: CommandContext): Promise<CareSheet> {
    return this.care.get(body, context);
  }

  @Command('incident.care.board')
  board(body: CommandBody<'incident.care.board'>, context: CommandContext): Promise<CareBoard> {
    return this.care.board(body, context);
  }

  @Command('incident.samu-link.create')
  createLink(
    body: CommandBody<'incident.samu-link.create'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.samu-link.create'>> {
    return this.links.create(body, context);
  }

  @Command('incident.samu-link.list')
  listLinks(
    _body: CommandBody<'incident.samu-link.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.samu-link.list'>> {
    return this.links.list(context);
  }

  @Command('incident.samu-link.revoke')
  revokeLink(body: CommandBody<'incident.samu-link.revoke'>, context: CommandContext): Promise<SamuLink> {
    return this.links.revoke(body, context);
  }

  @Command('incident.samu-link.read')
  readLink(body: CommandBody<'incident.samu-link.read'>, context: CommandContext): Promise<SamuReading> {
    return this.reader.read(body.tokenHash, context);
  }
}
