import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, Receipt } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { AmendmentService } from './amendment.service.js';
import { DeclarationService } from './declaration.service.js';
import { MachineDeclarationService } from './machine-declaration.service.js';

type Result<Name extends Parameters<typeof Command>[0]> = Promise<CommandResult<Name>>;

@Controller()
export class DeclarationController {
  constructor(
    @Inject(DeclarationService) private readonly declarations: DeclarationService,
    @Inject(AmendmentService) private readonly amendments: AmendmentService,
    @Inject(MachineDeclarationService) private readonly machines: MachineDeclarationService,
  ) {}

  @Command('incident.declaration.submit')
  submit(body: CommandBody<'incident.declaration.submit'>, context: CommandContext): Promise<Receipt> {
    return this.declarations.submit(body, context);
  }

  @Command('incident.declaration.submit-by-machine')
  submitByMachine(
    body: CommandBody<'incident.declaration.submit-by-machine'>,
    context: CommandContext,
  ): Promise<Receipt> {
    return this.machines.submit(body, context);
  }

  @Command('incident.declaration.record')
  record(body: CommandBody<'incident.declaration.record'>, context: CommandContext): Promise<Receipt> {
    return this.declarations.recordFor(body, context);
  }

  @Command('incident.declaration.amend')
  amend(
    body: CommandBody<'incident.declaration.amend'>,
    context: CommandContext,
  ): Result<'incident.declaration.amend'> {
    return this.amendments.amend(body, context);
  }

  @Command('incident.declaration.join')
  join(body: CommandBody<'incident.declaration.join'>, context: CommandContext): Promise<Receipt> {
    return this.amendments.join(body, context);
  }

  @Command('incident.declaration.versions')
  versions(
    { incidentId }: CommandBody<'incident.declaration.versions'>,
    context: CommandContext,
  ): Result<'incident.declaration.versions'> {
    return this.amendments.versions(incidentId, context);
  }

  @Command('incident.declaration.recent')
  recent(
    body: CommandBody<'incident.declaration.recent'>,
    context: CommandContext,
  ): Result<'incident.declaration.recent'> {
    return this.amendments.recent(body, context);
  }

  @Command('incident.incident.reclassify')
  reclassify(
    body: CommandBody<'incident.incident.reclassify'>,
    context: CommandContext,
  ): Result<'incident.incident.reclassify'> {
    return this.amendments.reclassify(body, context);
  }

  @Command('incident.incident.correct-aware')
  correctAware(
    body: CommandBody<'incident.incident.correct-aware'>,
    context: CommandContext,
  ): Result<'incident.incident.correct-aware'> {
    return this.amendments.correctAware(body, context);
  }
}
