import { Controller, Inject } from '@nestjs/common';
import { type AfterCommit, type EventOf, OnEvent } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { WebhookIntake } from './webhook.intake.js';

/** What only tools are told of here; the events that are mailed too come from the handlers that see to that. */
const told = [
  'incident.amended',
  'incident.taken',
  'incident.acknowledged',
  'incident.qualified',
  'incident.resolved',
  'incident.closed',
  'incident.reopened',
  'incident.journal-written',
  'acknowledgement.changed',
] as const;

@Controller()
export class WebhookHandler {
  constructor(@Inject(WebhookIntake) private readonly webhooks: WebhookIntake) {}

  @OnEvent(told, { batch: true })
  note(events: EventOf<(typeof told)[number]>[], tx: EntityManager): Promise<AfterCommit | void> {
    return this.webhooks.take(tx, events);
  }
}
