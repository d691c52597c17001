import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, MachineKey } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { MachineKeyService } from './machine-key.service.js';
import { ResolveService } from './resolve.service.js';

@Controller()
export class MachineKeyController {
  constructor(
    @Inject(MachineKeyService) private readonly keys: MachineKeyService,
    @Inject(ResolveService) private readonly resolving: ResolveService,
  ) {}

  @Command('directory.machine-key.create')
  create(
    body: CommandBody<'directory.machine-key.create'>,
    context: CommandContext,
  ): Promise<CommandResult<'directory.machine-key.create'>> {
    return this.keys.create(body, context);
  }

  @Command('directory.machine-key.list')
  list(
    { facilityId }: CommandBody<'directory.machine-key.list'>,
    context: CommandContext,
  ): Promise<CommandResult<'directory.machine-key.list'>> {
    return this.keys.list(facilityId, context);
  }

  @Command('directory.machine-key.revoke')
  revoke(body: CommandBody<'directory.machine-key.revoke'>, context: CommandContext): Promise<MachineKey> {
    return this.keys.revoke(body, context);
  }

  @Command('directory.machine-key.resolve')
  resolve(
    { secretHash }: CommandBody<'directory.machine-key.resolve'>,
    context: CommandContext,
  ): Promise<CommandResult<'directory.machine-key.resolve'>> {
    return this.resolving.resolve(secretHash, context);
  }
}
