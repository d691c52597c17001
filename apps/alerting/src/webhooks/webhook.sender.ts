import { Inject, Injectable } from '@nestjs/common';
import { serviceActor } from '#libs/auth';
import { Database, type DatabaseScope, audit } from '#libs/database';
import { Outbox } from '#libs/messaging';
import { Clock, Logger, faultPoint, newTraceId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { insertWebhookMailing } from '../mails/mailing.store.js';
import {
  type TakenDelivery,
  disableEndpoint,
  insertAttempt,
  markDone,
  markFailing,
  markMissed,
  releaseEndpoint,
  takeDelivery,
} from './delivery.store.js';
import { verdictOf } from './retry.rule.js';
import { SecretBox } from './secret.box.js';
import { signatureHeaders } from './signature.js';
import { type Sent, WebhookClient } from './webhook.client.js';

const SYSTEM: DatabaseScope = { kind: 'system' };
/** As the endpoint's lease: see the dispatcher. */
const LEASE = 60_000;
/** Milliseconds for which one pair of hands stays with a tool that answers; with the last message well below the lease. */
const BURST = 2_000;

/**
 * Sends what is due of an endpoint that is in our hands, message by message: takes its row, sends, notes what came of it. Killed in between, the row comes again
 * with the same `webhook-id`: at least once, never lost.
 */
@Injectable()
export class WebhookSender {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(WebhookClient) private readonly client: WebhookClient,
    @Inject(SecretBox) private readonly box: SecretBox,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** A tool that answers quickly gets all that is due, one that does not gets one message, and then the hands are free for others. */
  async sendDue(endpointId: string): Promise<void> {
    const begun = performance.now();
    do {
      if (!(await this.sendOne(endpointId))) break;
    } while (performance.now() - begun < BURST);
    await this.database.transaction(SYSTEM, (tx) => releaseEndpoint(tx, endpointId));
  }

  /** @returns whether there may be more to send at once */
  private async sendOne(endpointId: string): Promise<boolean> {
    const delivery = await this.database.transaction(SYSTEM, (tx) => {
      const now = this.clock.now();
      return takeDelivery(tx, endpointId, now, new Date(now.getTime() + LEASE));
    });
    if (!delivery) return false;
    const sent = await this.send(delivery);
    await this.database.transaction(SYSTEM, (tx) => this.settle(tx, delivery, sent));
    return sent.failure === null;
  }

  private async send({ endpointId, eventId, url, body, secrets }: TakenDelivery): Promise<Sent> {
    const opened = secrets.map((sealed) => this.box.open(sealed, endpointId));
    const timestamp = Math.floor(this.clock.now().getTime() / 1000);
    const headers = signatureHeaders({ id: eventId, timestamp, body }, opened);
    faultPoint('before-webhook');
    const sent = await this.client.send({ url, headers, body });
    faultPoint('after-webhook');
    return sent;
  }

  private async settle(tx: EntityManager, delivery: TakenDelivery, sent: Sent): Promise<void> {
    const now = this.clock.now();
    const { id: deliveryId, endpointId, attempts, tries, failingSince } = delivery;
    await insertAttempt(tx, delivery, sent, now);
    // Not a draw that anybody could gain by guessing.
    const chance = Math.random();
    const verdict = verdictOf(sent, { tries, failingSince: failingSince ?? now, now, chance });
    if (verdict.kind === 'done') return markDone(tx, delivery, sent.status, now);
    const { failure } = sent;
    this.logger.info({ deliveryId, endpointId, attempts, failure, verdict: verdict.kind }, 'a webhook did not arrive');
    const nextAt = verdict.kind === 'again' ? new Date(now.getTime() + verdict.delay) : null;
    await markMissed(tx, delivery, sent, nextAt);
    await markFailing(tx, endpointId, now);
    if (verdict.kind === 'disable') await this.disable(tx, delivery, verdict.why, now);
  }

  private async disable(
    tx: EntityManager,
    { endpointId, facilityId, createdBy }: TakenDelivery,
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
