import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { DeviceService } from './device.service.js';

type Result<Name extends Parameters<typeof Command>[0]> = Promise<CommandResult<Name>>;

@Controller()
export class DeviceController {
  constructor(@Inject(DeviceService) private readonly devices: DeviceService) {}

  @Command('directory.device.enrol')
  enrol(body: CommandBody<'directory.device.enrol'>, context: CommandContext): Result<'directory.device.enrol'> {
    return this.devices.enrol(body, context);
  }

  @Command('directory.device.list')
  list(_: CommandBody<'directory.device.list'>, { scope }: CommandContext): Result<'directory.device.list'> {
    return this.devices.list(scope);
  }

  @Command('directory.device.revoke')
  revoke(body: CommandBody<'directory.device.revoke'>, context: CommandContext): Result<'directory.device.revoke'> {
    return this.devices.revoke(body, context);
  }

  @Command('directory.device.get')
  get({ deviceId }: CommandBody<'directory.device.get'>, { scope }: CommandContext): Result<'directory.device.get'> {
    return this.devices.get(scope, deviceId);
  }
}
