import { Inject, Injectable } from '@nestjs/common';
import { Clock, Logger } from '#libs/platform';
import { SessionBell } from '../sessions/session-bell.js';
import { SessionService } from '../sessions/session.service.js';
import { type Session, sameRights } from '../sessions/session.js';
import type { Subscribers } from './subscribers.js';

/** How often the sessions behind open sockets are looked at, and how old an answer of the directory may grow there. */
const LOOK = 30_000;
const STALE = 5 * 60_000;

/** Ends sockets whose session has ended, and those of people whose roles have changed: they come back with what holds now. */
@Injectable()
export class LiveSessions {
  private timer: NodeJS.Timeout | undefined;
  private subscribers: Subscribers | undefined;

  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(SessionBell) private readonly bell: SessionBell,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  watch(subscribers: Subscribers): void {
    this.subscribers = subscribers;
    this.sessions.onChange((before, after) => this.settle(before.key, after));
    this.bell.onDoubt((personId) => {
      const sessions = new Map(subscribers.ofPerson(personId).map(({ session }) => [session.key, session]));
      for (const session of sessions.values()) void this.ask(session);
    });
    this.timer = setInterval(() => void this.look(), LOOK);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One after the other: there is no hurry, and there may be thousands. */
  private async look(): Promise<void> {
    const now = this.clock.now();
    for (const { session } of this.subscribers?.onePerSession() ?? []) {
      if (session.expiresAt <= now) this.settle(session.key, undefined);
      else if (now.getTime() - session.refreshedAt > STALE) await this.ask(session);
    }
  }

  private async ask(session: Session): Promise<void> {
    try {
      this.settle(session.key, await this.sessions.again(session));
    } catch (error) {
      // Nobody can say for longer than is acceptable: rather no socket than one that shows too much.
      this.logger.warn({ err: error }, 'the session of a socket could not be checked');
      this.settle(session.key, undefined);
    }
  }

  private settle(key: string, now: Session | undefined): void {
    for (const subscriber of this.subscribers?.ofSession(key) ?? []) {
      if (now && sameRights(subscriber.session.actor, now.actor)) subscriber.session = now;
      else subscriber.disconnect();
    }
  }
}
