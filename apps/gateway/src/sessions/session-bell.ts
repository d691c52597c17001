import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { NatsLink } from '#libs/messaging';
import { Logger } from '#libs/platform';
import { z } from 'zod';
import { SessionService } from './session.service.js';

const SUBJECT = 'vigie.bell.session';

/** A session was closed, or what some people may do has changed. */
const Ring = z.union([z.strictObject({ ended: z.string() }), z.strictObject({ doubted: z.array(z.uuid()) })]);
type Ring = z.infer<typeof Ring>;

/**
 * Tells the other gateway processes at once what they would find out within a minute. Only a hint: each asks store and
 * directory again anyway.
 */
@Injectable()
export class SessionBell implements OnApplicationBootstrap {
  private readonly listeners: ((personId: string) => void)[] = [];

  constructor(
    @Inject(NatsLink) private readonly link: NatsLink,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.link.connection.subscribe(SUBJECT, {
      callback: (error, message) => {
        if (error) this.logger.error({ err: error }, 'the session bell cannot be heard');
        else this.hear(message.string());
      },
    });
  }

  /** Called with each person whose rights have to be looked at again. */
  onDoubt(listener: (personId: string) => void): void {
    this.listeners.push(listener);
  }

  ended(key: string): void {
    this.ring({ ended: key });
  }

  doubted(personIds: string[]): void {
    this.ring({ doubted: personIds });
  }

  private ring(ring: Ring): void {
    if (this.link.connected) this.link.connection.publish(SUBJECT, JSON.stringify(ring));
  }

  private hear(text: string): void {
    const parsed = Ring.safeParse(JSON.parse(text));
    if (!parsed.success) return this.logger.warn({}, 'a session bell could not be understood');
    if ('ended' in parsed.data) return this.sessions.forget(parsed.data.ended);
    for (const personId of parsed.data.doubted) {
      this.sessions.doubt(personId);
      for (const listener of this.listeners) listener(personId);
    }
  }
}
