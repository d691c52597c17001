import { Controller, Inject } from '@nestjs/common';
import { type AfterCommit, type EventOf, OnEvent } from '#libs/messaging';
import type { Source } from '#libs/contracts';
import { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { MailSweeper } from '../mails/mail.sweeper.js';
import { insertRecordedMailing } from '../recorded/recorded.store.js';
import { WebhookIntake } from '../webhooks/webhook.intake.js';
import { insertNotifications } from './duty.store.js';

/**
 * Notes that the analysts are to be rung, and that a facility is to be told of what the agency declared in its name. Who they are is asked
 * later, so that a storm of declarations costs one statement a batch.
 */
/** Ways in by which somebody of the agency writes. */
const BY_THE_AGENCY: readonly Source[] = ['phone', 'paper', 'mail'];

@Controller()
export class IncidentDeclaredHandler {
  constructor(
    @Inject(MailSweeper) private readonly sweeper: MailSweeper,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(WebhookIntake) private readonly webhooks: WebhookIntake,
  ) {}

  @OnEvent('incident.declared', { batch: true })
  async note(events: EventOf<'incident.declared'>[], tx: EntityManager): Promise<AfterCommit | void> {
    await insertNotifications(
      tx,
      events.map(({ aggregateId, kind, occurredAt, payload }) => ({
        incidentId: aggregateId,
        kind,
        territory: payload.territory,
        reference: payload.reference,
        patientDanger: payload.patientDanger,
        declaredAt: occurredAt,
      })),
    );
    for (const { aggregateId: incidentId, kind, occurredAt: recordedAt, payload } of events) {
      const { facilityId, territory, reference, source } = payload;
      if (!source || !BY_THE_AGENCY.includes(source)) continue;
      const notice = { incidentId, kind, facilityId, territory, reference, source, recordedAt };
      await insertRecordedMailing(tx, notice, this.clock.now());
    }
    const tellTools = await this.webhooks.take(tx, events);
    return () => {
      this.sweeper.nudge();
      return tellTools();
    };
  }
}
