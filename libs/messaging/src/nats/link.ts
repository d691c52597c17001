import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#libs/platform';
import { type ConnectionOptions, type NatsConnection, connect, errors } from '@nats-io/transport-node';
import { inboxPrefixOf } from '../subjects.js';

export interface NatsOptions {
  /** `nats://host:port`, several separated by commas. */
  url: string;
  user: string;
  password: string;
  /** Names the connection and its inbox. */
  service: string;
  logger: Logger;
}

/** Milliseconds between attempts to reach the server again, and how long one may take. */
const RETRY = { reconnectTimeWait: 250, reconnectJitter: 100, timeout: 3_000 };
/** A peer that stays silent is given up after two of these. */
const PING_INTERVAL = 5_000;
const FIRST_RETRY = 1_000;

/**
 * Connects to NATS, and stays connected: it waits for a server that is not there yet, and comes back for ever after a loss.
 *
 * @throws when the server refuses the user
 */
export async function connectNats(options: NatsOptions): Promise<NatsLink> {
  for (;;) {
    try {
      return new NatsLink(await connect(connectionOptions(options)), options.logger);
    } catch (error) {
      if (error instanceof errors.AuthorizationError) throw error;
      options.logger.warn({ err: error }, 'waiting for NATS');
      await sleep(FIRST_RETRY);
    }
  }
}

function connectionOptions({ url, user, password, service }: NatsOptions): ConnectionOptions {
  return {
    servers: url.split(',').map((server) => server.trim()),
    user,
    pass: password,
    name: service,
    inboxPrefix: inboxPrefixOf(service),
    maxReconnectAttempts: -1,
    // A server that restarts may refuse us for a moment: no reason to give up.
    ignoreAuthErrorAbort: true,
    pingInterval: PING_INTERVAL,
    maxPingOut: 2,
    // A stack captured for every request costs more than the request.
    noAsyncTraces: true,
    ...RETRY,
  };
}

/** NATS went away while an answer was awaited. */
export class LinkLost extends Error {
  override readonly name = 'LinkLost';
}

/** A process's connection to NATS, and whether it is up right now. */
export class NatsLink {
  private up = true;
  private readonly lost = new Set<() => void>();
  private readonly restored = new Set<() => void>();
  private readonly waiting = new Set<(lost: LinkLost) => void>();

  constructor(
    readonly connection: NatsConnection,
    private readonly logger: Logger,
  ) {
    void this.watch();
  }

  /** False from the moment the loss is noticed until the server has us back. */
  get connected(): boolean {
    return this.up && !this.connection.isClosed();
  }

  /** @returns stops it */
  onLoss(listener: () => void): () => void {
    this.lost.add(listener);
    return () => this.lost.delete(listener);
  }

  /** @returns stops it */
  onReturn(listener: () => void): () => void {
    this.restored.add(listener);
    return () => this.restored.delete(listener);
  }

  /**
   * Waits for an answer from the server, but no longer than the connection lasts: the answer to what was sent before a loss never comes.
   *
   * @throws LinkLost
   */
  async answered<T>(ask: (connection: NatsConnection) => Promise<T>): Promise<T> {
    if (!this.connected) throw new LinkLost();
    const lost = Promise.withResolvers<never>();
    this.waiting.add(lost.reject);
    try {
      return await Promise.race([ask(this.connection), lost.promise]);
    } finally {
      this.waiting.delete(lost.reject);
    }
  }

  /** Finishes what is under way and leaves. */
  async close(): Promise<void> {
    if (this.connection.isClosed()) return;
    if (this.connected) await this.connection.drain();
    else await this.connection.close();
  }

  private async watch(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect') this.change(false);
      else if (status.type === 'reconnect') this.change(true);
      else if (status.type === 'error') this.logger.error({ err: status.error }, 'NATS reports an error');
    }
    this.change(false);
  }

  private change(up: boolean): void {
    if (this.up === up) return;
    this.up = up;
    if (!up) for (const giveUp of [...this.waiting]) giveUp(new LinkLost());
    if (this.connection.isClosed()) return;
    if (up) this.logger.info({}, 'NATS is back');
    else this.logger.warn({}, 'NATS is away');
    for (const listener of [...(up ? this.restored : this.lost)]) listener();
  }
}
