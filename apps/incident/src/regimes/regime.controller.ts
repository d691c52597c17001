import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, RegimePreview, RegimeVersion } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { RegimePreviewer } from './regime.previewer.js';
import { RegimeService } from './regime.service.js';

@Controller()
export class RegimeController {
  constructor(
    @Inject(RegimeService) private readonly regimes: RegimeService,
    @Inject(RegimePreviewer) private readonly previewer: RegimePreviewer,
  ) {}

  @Command('incident.regime.list')
  list(_: CommandBody<'incident.regime.list'>, { scope }: CommandContext): Promise<{ items: RegimeVersion[] }> {
    return this.regimes.list(scope);
  }

  @Command('incident.regime.preview')
  preview(body: CommandBody<'incident.regime.preview'>, { scope }: CommandContext): Promise<RegimePreview> {
    return this.previewer.preview(body, scope);
  }

  @Command('incident.regime.save')
  save(
    body: CommandBody<'incident.regime.save'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.regime.save'>> {
    return this.regimes.save(body, context);
  }
}
