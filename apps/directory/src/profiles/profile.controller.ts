import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult, KeptProfile } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { ProfileService } from './profile.service.js';

@Controller()
export class ProfileController {
  constructor(@Inject(ProfileService) private readonly profiles: ProfileService) {}

  @Command('directory.profile.get')
  get({ facilityId }: CommandBody<'directory.profile.get'>, { scope }: CommandContext): Promise<KeptProfile> {
    return this.profiles.get(scope, facilityId);
  }

  @Command('directory.profile.resolve')
  resolve(
    { facilityIds }: CommandBody<'directory.profile.resolve'>,
    { scope }: CommandContext,
  ): Promise<CommandResult<'directory.profile.resolve'>> {
    return this.profiles.resolve(scope, facilityIds);
  }

  @Command('directory.profile.save')
  save(body: CommandBody<'directory.profile.save'>, context: CommandContext): Promise<KeptProfile> {
    return this.profiles.save(body, context);
  }
}
