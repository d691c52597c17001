import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { audienceDigest } from './audience.digest.js';
import { AudienceService } from './audience.service.js';

@Controller()
export class AudienceController {
  constructor(@Inject(AudienceService) private readonly audiences: AudienceService) {}

  @Command('alerting.audience.preview')
  async preview(
    { audience }: CommandBody<'alerting.audience.preview'>,
    { traceId }: CommandContext,
  ): Promise<CommandResult<'alerting.audience.preview'>> {
    const members = await this.audiences.resolve(audience, traceId);
    return { count: members.length, members, digest: audienceDigest(members) };
  }
}
