import type { ServiceName } from '#libs/contracts';
import type { Logger } from '#libs/platform';
import {
  AckPolicy,
  type ConsumerMessages,
  DeliverPolicy,
  type JetStreamManager,
  type JsMsg,
  ReplayPolicy,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { LinkLost, type NatsLink } from '../nats/link.js';
import { isMissingConsumer, isMissingStream } from '../relay/stream.js';
import { streamOf } from '../subjects.js';

/** Milliseconds after which an event without an answer is given to somebody else. Work under way says so every third of it. */
export const ACK_WAIT = 12_000;

/** `new`: whatever was published before the durable existed comes again from the table, and only what is still open. */
const DURABLE = {
  ack_policy: AckPolicy.Explicit,
  deliver_policy: DeliverPolicy.New,
  replay_policy: ReplayPolicy.Instant,
  ack_wait: nanos(ACK_WAIT),
  max_ack_pending: 1_000,
  max_deliver: -1,
};

/** A pull of 200 messages is renewed before it is used up; a silence of twice the heartbeat means that it is lost. */
const PULL = { max_messages: 200, expires: 10_000, idle_heartbeat: 2_000, abort_on_missing_resource: true };
const RETRY = 500;

export interface PullerOptions {
  producer: ServiceName;
  /** Names the durable: the copies of a service share it. */
  consumer: ServiceName;
  link: NatsLink;
  logger: Logger;
  onMessage: (message: JsMsg) => void;
  /** Called before the first pull, and whenever the durable had to be made anew. */
  onStart: () => Promise<void>;
}

/** Draws one producer's events for one consuming service, for ever: over reconnections, and when NATS has lost everything. */
export class Puller {
  private stopped = false;
  private messages: ConsumerMessages | undefined;
  private loop: Promise<void> | undefined;
  private stopListening: (() => void) | undefined;
  private manager: JetStreamManager | undefined;
  /** Whether something may have been published that this durable was never given. */
  private inDoubt = true;

  constructor(private readonly options: PullerOptions) {}

  start(): void {
    // A pull does not survive the connection; beginning anew is quicker than waiting for its heartbeats.
    this.stopListening = this.options.link.onReturn(() => this.messages?.stop());
    this.loop = this.pullForEver();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.stopListening?.();
    this.messages?.stop();
    await this.loop;
  }

  private async pullForEver(): Promise<void> {
    const { producer, logger } = this.options;
    let failing = false;
    while (!this.stopped) {
      try {
        await this.pull();
        failing = false;
      } catch (error) {
        // Until its producer has started for the first time, there is no stream: nothing to speak of.
        const known = isMissingStream(error) || error instanceof LinkLost;
        if (!failing && !known) logger.warn({ err: error, producer }, 'events cannot be drawn; trying on');
        failing ||= !known;
      }
      if (!this.stopped) await new Promise((resolve) => setTimeout(resolve, RETRY).unref());
    }
  }

  private async pull(): Promise<void> {
    const { producer, consumer, link, onMessage, onStart } = this.options;
    if (!link.connected) return;
    await link.answered(() => this.ensureDurable());
    if (this.inDoubt) await onStart();
    this.inDoubt = false;
    const durable = await link.answered((connection) =>
      jetstream(connection).consumers.get(streamOf(producer), consumer),
    );
    if (this.stopped) return;
    this.messages = await durable.consume(PULL);
    for await (const message of this.messages) onMessage(message);
  }

  private async ensureDurable(): Promise<void> {
    const { producer, consumer, link } = this.options;
    this.manager ??= await jetstreamManager(link.connection, { checkAPI: false });
    try {
      await this.manager.consumers.info(streamOf(producer), consumer);
      return;
    } catch (error) {
      if (!isMissingConsumer(error)) throw error;
    }
    await this.manager.consumers.add(streamOf(producer), { durable_name: consumer, ...DURABLE });
    this.inDoubt = true;
  }
}
