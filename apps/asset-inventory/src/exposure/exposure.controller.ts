import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, Exposure } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { ExposureService } from './exposure.service.js';

@Controller()
export class ExposureController {
  constructor(@Inject(ExposureService) private readonly exposures: ExposureService) {}

  @Command('asset-inventory.exposure.get')
  get({ csafId }: CommandBody<'asset-inventory.exposure.get'>, { scope }: CommandContext): Promise<Exposure> {
    return this.exposures.get(csafId, scope);
  }
}
