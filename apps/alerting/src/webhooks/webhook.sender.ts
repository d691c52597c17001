import { Inject, Injectable } from '@nestjs/common';
import { Database, type DatabaseScope } from '#libs/database';
import { Clock, Logger, faultPoint } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import {
  type TakenDelivery,
  insertAttempt,
  markDone,
  markFailing,
  markMissed,
  releaseEndpoint,
  takeDelivery,
} from './delivery.store.js';
import { EndpointDisabler } from './endpoint.disabler.js';
import { verdictOf } from './retry.rule.js';
import { SecretBox } from './secret.box.js';
import { signatureHeaders } from './signature.js';
import { type Sent, WebhookClient } from './webhook.client.js';

const SYSTEM: DatabaseScope = { kind: 'system' };
/** Milliseconds after which a message is due again that nobody has heard of: as the endpoint's lease, see the dispatcher. */
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
    @Inject(EndpointDisabler) private readonly disabler: EndpointDisabler,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * A tool that answers quickly gets all that is due, one that does not gets one message, and then the hands are free for others.
   *
   * @param lease until when the endpoint is in our hands
   */
  async sendDue(endpointId: string, lease: Date): Promise<void> {
    const begun = performance.now();
    do {
      if (!(await this.sendOne(endpointId, lease))) break;
    } while (performance.now() - begun < BURST);
    await this.database.transaction(SYSTEM, (tx) => releaseEndpoint(tx, endpointId, lease));
  }

  /** @returns whether there may be more to send at once */
  private async sendOne(endpointId: string, lease: Date): Promise<boolean> {
    const delivery = await this.database.transaction(SYSTEM, (tx) => {
      const now = this.clock.now();
      return takeDelivery(tx, { endpointId, lease, now, until: new Date(now.getTime() + LEASE) });
    });
    if (!delivery) return false;
    if (delivery.withheld !== null) return true;
    const sent = await this.send(delivery);
    await this.database.transaction(SYSTEM, (tx) => this.settle(tx, delivery, sent));
    return sent.failure === null;
  }

  private async send({ endpointId, eventId, url, body, secrets }: TakenDelivery): Promise<Sent> {
    const opened = this.opened(endpointId, secrets);
    if (opened.length === 0) return { status: null, failure: 'secret', retryAfter: null, answer: null, durationMs: 0 };
    const timestamp = Math.floor(this.clock.now().getTime() / 1000);
    const headers = signatureHeaders({ id: eventId, timestamp, body }, opened);
    faultPoint('before-webhook');
    const sent = await this.client.send({ url, headers, body });
    faultPoint('after-webhook');
    return sent;
  }

  /** Those that open; during a change one of two is enough for the tool. */
  private opened(endpointId: string, secrets: readonly Buffer[]): string[] {
    return secrets.flatMap((sealed) => {
      try {
        return [this.box.open(sealed, endpointId)];
      } catch (err) {
        this.logger.error({ err, endpointId }, 'a secret of a webhook does not open: nothing is signed with it');
        return [];
      }
    });
  }

  private async settle(tx: EntityManager, delivery: TakenDelivery, sent: Sent): Promise<void> {
    const now = this.clock.now();
    const { id: deliveryId, endpointId, attempts, tries } = delivery;
    await insertAttempt(tx, delivery, sent, now);
    if (sent.failure === null) return markDone(tx, delivery, sent.status, now);
    const failingSince = await markFailing(tx, delivery, now);
    // The address has changed meanwhile: the new one is asked at once.
    if (!failingSince) return markMissed(tx, delivery, sent, now);
    // Not a draw that anybody could gain by guessing.
    const chance = Math.random();
    const verdict = verdictOf(sent, { tries, failingSince, now, chance });
    const { failure } = sent;
    this.logger.info({ deliveryId, endpointId, attempts, failure, verdict: verdict.kind }, 'a webhook did not arrive');
    const nextAt = verdict.kind === 'again' ? new Date(now.getTime() + verdict.delay) : null;
    await markMissed(tx, delivery, sent, nextAt);
    if (verdict.kind === 'disable') await this.disabler.disable(tx, delivery, verdict.why, now);
  }
}
