import { Controller, Inject } from '@nestjs/common';
import type { CommandBody, CommandResult } from '#libs/contracts';
import { Command, type CommandContext } from '#libs/messaging';
import { DeliveryService } from './delivery.service.js';
import { EndpointService } from './endpoint.service.js';

type Answer<Verb extends string> = Promise<CommandResult<Extract<WebhookCommand, `alerting.webhook.${Verb}`>>>;
type Body<Verb extends string> = CommandBody<Extract<WebhookCommand, `alerting.webhook.${Verb}`>>;
type WebhookCommand = Extract<Parameters<typeof Command>[0], `alerting.webhook.${string}`>;

@Controller()
export class WebhookController {
  constructor(
    @Inject(EndpointService) private readonly endpoints: EndpointService,
    @Inject(DeliveryService) private readonly sent: DeliveryService,
  ) {}

  @Command('alerting.webhook.list')
  list(body: Body<'list'>, context: CommandContext): Answer<'list'> {
    return this.endpoints.list(body, context);
  }

  @Command('alerting.webhook.create')
  create(body: Body<'create'>, context: CommandContext): Answer<'create'> {
    return this.endpoints.create(body, context);
  }

  @Command('alerting.webhook.change')
  change(body: Body<'change'>, context: CommandContext): Answer<'change'> {
    return this.endpoints.change(body, context);
  }

  @Command('alerting.webhook.pause')
  pause(body: Body<'pause'>, context: CommandContext): Answer<'pause'> {
    return this.endpoints.pause(body, context);
  }

  @Command('alerting.webhook.resume')
  resume(body: Body<'resume'>, context: CommandContext): Answer<'resume'> {
    return this.endpoints.resume(body, context);
  }

  @Command('alerting.webhook.remove')
  remove(body: Body<'remove'>, context: CommandContext): Answer<'remove'> {
    return this.endpoints.remove(body, context);
  }

  @Command('alerting.webhook.rotate')
  rotate(body: Body<'rotate'>, context: CommandContext): Answer<'rotate'> {
    return this.endpoints.rotate(body, context);
  }

  @Command('alerting.webhook.ping')
  ping(body: Body<'ping'>, context: CommandContext): Answer<'ping'> {
    return this.sent.ping(body, context);
  }

  @Command('alerting.webhook.deliveries')
  deliveries(body: Body<'deliveries'>, context: CommandContext): Answer<'deliveries'> {
    return this.sent.list(body, context);
  }

  @Command('alerting.webhook.delivery')
  delivery(body: Body<'delivery'>, context: CommandContext): Answer<'delivery'> {
    return this.sent.get(body, context);
  }

  @Command('alerting.webhook.replay')
  replay(body: Body<'replay'>, context: CommandContext): Answer<'replay'> {
    return this.sent.replay(body, context);
  }

  @Command('alerting.webhook.replay-failed')
  replayFailed(body: Body<'replay-failed'>, context: CommandContext): Answer<'replay-failed'> {
    return this.sent.replayFailed(body, context);
  }
}
