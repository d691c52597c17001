import { Inject, Injectable } from '@nestjs/common';
import { serviceActor } from '#libs/auth';
import { audit } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { newTraceId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { insertWebhookMailing } from '../mails/mailing.store.js';
import { disableEndpoint } from './delivery.store.js';

interface Endpoint {
  endpointId: string;
  facilityId: string | null;
  createdBy: string;
}

/** Switches an endpoint off, once, with all that tells of it: audit, mail, event. */
@Injectable()
export class EndpointDisabler {
  constructor(@Inject(Outbox) private readonly outbox: Outbox) {}

  async disable(
    tx: EntityManager,
    { endpointId, facilityId, createdBy }: Endpoint,
    why: 'gone' | 'failing',
    now: Date,
  ): Promise<void> {
    const version = await disableEndpoint(tx, endpointId, why);
    if (version === undefined) return;
    const { id: actorId, issuer: origin } = serviceActor('alerting');
    const traceId = newTraceId();
    const record = { recordType: 'webhook', recordId: endpointId, facilityId };
    audit(tx, { action: 'alerting.webhook.disable', ...record, actorId, origin, traceId, details: { why } });
    await insertWebhookMailing(
      tx,
      { endpointId, facilityId, addresseeId: facilityId === null ? createdBy : null },
      now,
    );
    const payload = { endpointId, facilityId, why };
    const about = { aggregateId: endpointId, version, kind: 'real', actorId, traceId } as const;
    this.outbox.emit(tx, { type: 'webhook.disabled', ...about, payload });
  }
}
