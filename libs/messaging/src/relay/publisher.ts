import type { EventEnvelope, ServiceName } from '#libs/contracts';
import { faultPoint } from '#libs/platform';
import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsLink } from '../nats/link.js';
import { eventSubject } from '../subjects.js';
import { ensureStream } from './stream.js';

/** An event to publish, for the how-many-th time. */
export interface Publication {
  envelope: EventEnvelope;
  attempt: number;
}

/** Milliseconds for JetStream to acknowledge. What it does not is published again from the table. */
const PATIENCE = 5_000;

/** Puts a producer's events on its stream. */
export class Publisher {
  private readonly client: JetStreamClient;
  private manager: JetStreamManager | undefined;
  private ensuring: Promise<boolean> | undefined;

  /** @param onStreamMade called when the stream was gone and has been made anew */
  constructor(
    private readonly link: NatsLink,
    private readonly producer: ServiceName,
    private readonly onStreamMade: () => Promise<void>,
  ) {
    this.client = jetstream(link.connection);
  }

  /**
   * Publishes all of them at once.
   *
   * @returns the errors of those that JetStream did not take
   */
  async publish(publications: readonly Publication[]): Promise<unknown[]> {
    const results = await Promise.allSettled(publications.map((publication) => this.send(publication)));
    const errors = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown);
    // Publishing where no stream listens fails in many ways, by server version: so look, whatever the error was.
    if (errors.length > 0 && this.link.connected) await this.ensureStream();
    return errors;
  }

  /** Makes the stream when it is missing. Concurrent calls do it once. */
  ensureStream(): Promise<boolean> {
    this.ensuring ??= this.lookForStream().finally(() => (this.ensuring = undefined));
    return this.ensuring;
  }

  private async lookForStream(): Promise<boolean> {
    this.manager ??= await jetstreamManager(this.link.connection, { checkAPI: false });
    const { manager } = this;
    const made = await this.link.answered(() => ensureStream(manager, this.producer));
    if (made) await this.onStreamMade();
    return made;
  }

  /** The id holds the attempt: with the event's alone, JetStream would swallow a repeat inside its duplicate window. */
  private async send({ envelope, attempt }: Publication): Promise<void> {
    const options = { msgID: `${envelope.id}:${attempt}`, timeout: PATIENCE };
    faultPoint('before-publish');
    await this.link.answered(() =>
      this.client.publish(eventSubject(this.producer, envelope.type), JSON.stringify(envelope), options),
    );
    faultPoint('after-publish');
  }
}
