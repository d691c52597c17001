import { Controller, Inject } from '@nestjs/common';
import { type AfterCommit, type EventOf, OnEvent } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { MailSweeper } from '../mails/mail.sweeper.js';
import { insertNotifications } from './duty.store.js';

/** Notes that the analysts are to be rung; who they are is asked later, so that a storm of declarations costs one statement a batch. */
@Controller()
export class IncidentDeclaredHandler {
  constructor(@Inject(MailSweeper) private readonly sweeper: MailSweeper) {}

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
    return () => this.sweeper.nudge();
  }
}
