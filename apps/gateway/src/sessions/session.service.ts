import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { TokenIssuer, newSecret, secretHash, serviceActor } from '#libs/auth';
import { type Identity, Refusal } from '#libs/contracts';
import { CommandClient } from '#libs/messaging';
import { Clock, Logger, newTraceId } from '#libs/platform';
import { CONFIG, type GatewayConfig } from '../config.js';
import { csrfTokenOf } from './csrf.js';
import { SessionLoader } from './session.loader.js';
import { type Cause, SessionStore } from './session.store.js';
import { type Session, type SessionRow, actorOf } from './session.js';

/** For how long an answer of store and directory is taken as true. */
const FRESH = 60_000;
/** For how long what the directory last said holds while it cannot be asked. */
const GRACE = 15 * 60_000;
/** When store or directory are away: how long until they are asked again for the same session. */
const RETRY = 5_000;
/** How long a request waits for the directory when what it last said would do: there is a command still to be waited for. */
const IMPATIENCE = 250;
const SWEEP = 60_000;

interface Entry {
  session: Session;
  askAgainAt: number;
}

/** Told when what a session may do has changed (`after`), or when it has ended. */
export type SessionListener = (before: Session, after: Session | undefined) => void;

/** The sessions in use, in memory: a request must not cost a query. */
@Injectable()
export class SessionService implements OnApplicationShutdown {
  private readonly entries = new Map<string, Entry>();
  private readonly loading = new Map<string, Promise<Session | undefined>>();
  private readonly listeners: SessionListener[] = [];
  private readonly loader: SessionLoader;
  private readonly sweeper: NodeJS.Timeout;

  constructor(
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {
    this.loader = new SessionLoader((idHashes) => store.find(idHashes));
    this.sweeper = setInterval(() => void this.sweep(), SWEEP);
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweeper);
  }

  onChange(listener: SessionListener): void {
    this.listeners.push(listener);
  }

  /** @returns the session, and the secret for the cookie: it is not kept anywhere */
  async open(identity: Identity, cause: Cause): Promise<{ sessionId: string; session: Session }> {
    const sessionId = newSecret();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + this.config.sessionHours * 3_600_000);
    const row = { idHash: secretHash(sessionId), identity, refreshedAt: now, expiresAt };
    await this.store.create(row, cause);
    return { sessionId, session: this.keep(sessionOf(row, csrfTokenOf(sessionId)), FRESH) };
  }

  /**
   * The session of a cookie; undefined when there is none (any more).
   *
   * @throws Refusal('unavailable') when neither memory nor store can say
   */
  find(sessionId: string): Promise<Session | undefined> | Session | undefined {
    const idHash = secretHash(sessionId);
    const key = idHash.toString('base64url');
    const entry = this.entries.get(key);
    if (entry && this.clock.now().getTime() < entry.askAgainAt) return entry.session;
    return this.load(key, idHash, () => entry?.session.csrfToken ?? csrfTokenOf(sessionId));
  }

  /** The same for a session that was found before, asking store and directory when that is due. */
  again(session: Session): Promise<Session | undefined> | Session | undefined {
    const entry = this.entries.get(session.key);
    if (entry && this.clock.now().getTime() < entry.askAgainAt) return entry.session;
    return this.load(session.key, Buffer.from(session.key, 'base64url'), () => session.csrfToken);
  }

  async close(session: Session, cause: Cause): Promise<void> {
    const { personId } = session.identity;
    await this.store.remove(Buffer.from(session.key, 'base64url'), { personId, actorId: personId, ...cause });
    this.forget(session.key);
  }

  /** Somewhere else the session has been closed. */
  forget(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.tell(entry.session, undefined);
  }

  /** What the person may do has changed: their sessions are asked about before they are used again. */
  doubt(personId: string): void {
    for (const entry of this.entries.values()) {
      if (entry.session.identity.personId === personId) entry.askAgainAt = 0;
    }
  }

  private load(key: string, idHash: Buffer, csrfToken: () => string): Promise<Session | undefined> {
    const known = this.loading.get(key);
    if (known) return known;
    const loading = this.ask(key, idHash, csrfToken).finally(() => this.loading.delete(key));
    this.loading.set(key, loading);
    return loading;
  }

  private async ask(key: string, idHash: Buffer, csrfToken: () => string): Promise<Session | undefined> {
    let row: SessionRow | undefined;
    try {
      row = await this.loader.load(idHash);
    } catch (error) {
      return this.makeDo(this.entries.get(key)?.session, error);
    }
    const now = this.clock.now();
    if (!row || row.expiresAt <= now) {
      this.forget(key);
      return undefined;
    }
    const session = sessionOf(row, csrfToken());
    if (now.getTime() - session.refreshedAt < FRESH) return this.keep(session, FRESH);
    return this.askDirectory(session, idHash);
  }

  private async askDirectory(session: Session, idHash: Buffer): Promise<Session | undefined> {
    let identity: Identity;
    try {
      const token = await this.tokens.issueForService();
      const { personId } = session.identity;
      const timeout = this.canMakeDo(session) ? IMPATIENCE : undefined;
      const options = { token, traceId: newTraceId(), timeout };
      identity = await this.commands.request('directory.identity.get', { personId }, options);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'not-found')) return this.makeDo(session, error);
      const { id: actorId, issuer: origin } = serviceActor('gateway');
      const { personId } = session.identity;
      await this.store.remove(idHash, { personId, actorId, origin, traceId: newTraceId() });
      this.forget(session.key);
      return undefined;
    }
    const now = this.clock.now();
    const row = { idHash, identity, refreshedAt: now, expiresAt: session.expiresAt };
    await this.store.refresh(idHash, identity, now);
    return this.keep(sessionOf(row, session.csrfToken), FRESH);
  }

  /** Nobody can be asked: what was true a moment ago holds for a while. */
  private makeDo(session: Session | undefined, error: unknown): Session {
    const passing = error instanceof Refusal;
    if (!passing) this.logger.error({ err: error }, 'a session could not be checked');
    if (!session || !this.canMakeDo(session)) throw new Refusal('unavailable');
    return this.keep(session, RETRY);
  }

  private canMakeDo({ refreshedAt }: Session): boolean {
    return this.clock.now().getTime() - refreshedAt <= GRACE;
  }

  private keep(session: Session, forMs: number): Session {
    const before = this.entries.get(session.key)?.session;
    const askAgainAt = Math.min(this.clock.now().getTime() + forMs, session.expiresAt.getTime());
    this.entries.set(session.key, { session, askAgainAt });
    if (before) this.tell(before, session);
    return session;
  }

  private tell(before: Session, after: Session | undefined): void {
    for (const listener of this.listeners) listener(before, after);
  }

  private async sweep(): Promise<void> {
    const now = this.clock.now();
    for (const [key, { session, askAgainAt }] of this.entries) {
      if (session.expiresAt <= now) this.forget(key);
      // Not used for a while: it can be read again.
      else if (now.getTime() - askAgainAt > GRACE) this.entries.delete(key);
    }
    await this.store.removeExpired(now).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'expired sessions could not be removed');
    });
  }
}

function sessionOf({ idHash, identity, refreshedAt, expiresAt }: SessionRow, csrfToken: string): Session {
  return {
    key: idHash.toString('base64url'),
    identity,
    actor: actorOf(identity),
    csrfToken,
    expiresAt,
    refreshedAt: refreshedAt.getTime(),
  };
}
