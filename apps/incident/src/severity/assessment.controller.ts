import { Controller, Inject } from '@nestjs/common';
import type { Assessment, CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { AssessmentService } from './assessment.service.js';

@Controller()
export class AssessmentController {
  constructor(@Inject(AssessmentService) private readonly assessments: AssessmentService) {}

  @Command('incident.severity.assess')
  assess(body: CommandBody<'incident.severity.assess'>, context: CommandContext): Promise<Assessment> {
    return this.assessments.assess(body, context);
  }

  @Command('incident.severity.list')
  list(
    body: CommandBody<'incident.severity.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.severity.list'>> {
    return this.assessments.list(body, context);
  }

  @Command('incident.regional.score')
  regional(
    body: CommandBody<'incident.regional.score'>,
    context: CommandContext,
  ): Promise<CommandResult<'incident.regional.score'>> {
    return this.assessments.regional(body, context);
  }
}
