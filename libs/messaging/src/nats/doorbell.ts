import { Bell } from '#libs/contracts';
import type { Logger } from '#libs/platform';
import { BELL_SUBJECT } from '../subjects.js';
import type { NatsLink } from './link.js';

/**
 * Tells every gateway instance that feeds have new rows. Only a hint: nothing depends on its arrival, because a client that
 * missed it gets the rows from the database by its cursor.
 */
export class Doorbell {
  constructor(
    private readonly link: NatsLink,
    private readonly logger: Logger,
  ) {}

  /** Rings for rows that are committed. While NATS is away it does nothing. */
  ring(bell: Bell): void {
    if (this.link.connected) this.link.connection.publish(BELL_SUBJECT, JSON.stringify(bell));
  }

  /** @returns stops it */
  onRing(listener: (bell: Bell) => void): () => void {
    const subscription = this.link.connection.subscribe(BELL_SUBJECT, {
      callback: (error, message) => {
        if (error) this.logger.error({ err: error }, 'the doorbell cannot be heard');
        else this.hear(message.string(), listener);
      },
    });
    return () => subscription.unsubscribe();
  }

  private hear(text: string, listener: (bell: Bell) => void): void {
    try {
      listener(Bell.parse(JSON.parse(text)));
    } catch (error) {
      this.logger.warn({ err: error }, 'a doorbell could not be understood');
    }
  }
}
