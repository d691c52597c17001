import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { TraceReader } from './trace.reader.js';

@Controller()
export class TraceController {
  constructor(@Inject(TraceReader) private readonly traces: TraceReader) {}

  @Command('alerting.advisory.trace')
  trace(
    body: CommandBody<'alerting.advisory.trace'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'alerting.advisory.trace'>> {
    return this.traces.read(body, scope);
  }
}
