import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, PlaybookRun, PlaybookVersion, RegionalStart } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { PlaybookService } from './playbook.service.js';
import { RegionalRunService } from './regional-run.service.js';
import { PlaybookRunService } from './run.service.js';

@Controller()
export class PlaybookController {
  constructor(
    @Inject(PlaybookService) private readonly playbooks: PlaybookService,
    @Inject(PlaybookRunService) private readonly runs: PlaybookRunService,
    @Inject(RegionalRunService) private readonly regionalRuns: RegionalRunService,
  ) {}

  @Command('incident.playbook.list')
  list(_: CommandBody<'incident.playbook.list'>, { scope }: CommandContext): Promise<{ items: PlaybookVersion[] }> {
    return this.playbooks.list(scope);
  }

  @Command('incident.playbook.save')
  save(
    body: CommandBody<'incident.playbook.save'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.playbook.save'>> {
    return this.playbooks.save(body, context);
  }

  @Command('incident.playbook.start')
  start(body: CommandBody<'incident.playbook.start'>, context: CommandContext): Promise<PlaybookRun> {
    return this.runs.start(body, context);
  }

  @Command('incident.playbook.reverse')
  reverse(
    body: CommandBody<'incident.playbook.reverse'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.playbook.reverse'>> {
    return this.runs.reverse(body, context);
  }

  @Command('incident.regional.start-playbook')
  startRegional(
    body: CommandBody<'incident.regional.start-playbook'>,
    context: CommandContext,
  ): Promise<RegionalStart> {
    return this.regionalRuns.start(body, context);
  }

  @Command('incident.regional.reverse-playbook')
  reverseRegional(
    body: CommandBody<'incident.regional.reverse-playbook'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.regional.reverse-playbook'>> {
    return this.regionalRuns.reverse(body, context);
  }
}
