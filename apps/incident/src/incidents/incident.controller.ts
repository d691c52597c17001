import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, Incident } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { IncidentReader } from './incident.reader.js';
import { TriageService } from './triage.service.js';

type Step = CommandBody<'incident.incident.take'>;
type Change = Promise<CommandResult<'incident.incident.take'>>;

@Controller()
export class IncidentController {
  constructor(
    @Inject(IncidentReader) private readonly reader: IncidentReader,
    @Inject(TriageService) private readonly triage: TriageService,
  ) {}

  @Command('incident.incident.list')
  list(
    query: CommandBody<'incident.incident.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.incident.list'>> {
    return this.reader.list(query, context);
  }

  @Command('incident.incident.get')
  get({ incidentId }: Step, context: CommandContext): Promise<Incident> {
    return this.reader.get(incidentId, context);
  }

  @Command('incident.incident.take')
  take(body: Step, context: CommandContext): Change {
    return this.triage.take(body, context);
  }

  @Command('incident.incident.acknowledge')
  acknowledge(body: Step, context: CommandContext): Change {
    return this.triage.move('acknowledge', body, context);
  }

  @Command('incident.incident.qualify')
  qualify(body: CommandBody<'incident.incident.qualify'>, context: CommandContext): Change {
    return this.triage.qualify(body, context);
  }

  @Command('incident.incident.resolve')
  resolve(body: Step, context: CommandContext): Change {
    return this.triage.move('resolve', body, context);
  }

  @Command('incident.incident.close')
  close(body: Step, context: CommandContext): Change {
    return this.triage.move('close', body, context);
  }

  @Command('incident.incident.reopen')
  reopen(body: Step, context: CommandContext): Change {
    return this.triage.move('reopen', body, context);
  }
}
