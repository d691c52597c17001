import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, RelayReceipt } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { RelayService } from './relay.service.js';

@Controller()
export class RelayController {
  constructor(@Inject(RelayService) private readonly relays: RelayService) {}

  @Command('incident.declaration.relay')
  relay(body: CommandBody<'incident.declaration.relay'>, context: CommandContext): Promise<RelayReceipt> {
    return this.relays.relay(body, context);
  }
}
