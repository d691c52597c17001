import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, Facility } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { FacilityService } from './facility.service.js';

@Controller()
export class FacilityController {
  constructor(@Inject(FacilityService) private readonly facilities: FacilityService) {}

  @Command('directory.facility.list')
  list(
    body: CommandBody<'directory.facility.list'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.facility.list'>> {
    return this.facilities.list(scope, body);
  }

  @Command('directory.facility.get')
  get({ facilityId }: CommandBody<'directory.facility.get'>, { scope }: CommandContext): Promise<Facility> {
    return this.facilities.get(scope, facilityId);
  }
}
