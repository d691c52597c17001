import type { ServiceName } from '#libs/contracts';
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import type { NatsLink } from '../nats/link.js';
import { streamOf } from '../subjects.js';

/**
 * Which consumers still have events of the stream before them. Publishing again would only make their way longer; what they
 * have not been given yet is not lost.
 */
export class Backlog {
  private manager: JetStreamManager | undefined;

  constructor(
    private readonly link: NatsLink,
    private readonly producer: ServiceName,
    private readonly consumers: readonly ServiceName[],
  ) {}

  async behind(): Promise<ServiceName[]> {
    this.manager ??= await jetstreamManager(this.link.connection, { checkAPI: false });
    const { manager } = this;
    const counts = await this.link.answered(() =>
      Promise.all(this.consumers.map((consumer) => pending(manager, this.producer, consumer))),
    );
    return this.consumers.filter((_, index) => (counts[index] ?? 0) > 0);
  }
}

/** Events that the consumer's durable has not handed out; none where there is no durable. */
async function pending(manager: JetStreamManager, producer: ServiceName, consumer: ServiceName): Promise<number> {
  try {
    return (await manager.consumers.info(streamOf(producer), consumer)).num_pending;
  } catch {
    return 0;
  }
}
