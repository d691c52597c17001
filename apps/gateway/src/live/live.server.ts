import type { Server as HttpServer } from 'node:http';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type Bell, LiveHello, Refusal, type RefusalBody, refusalSentence } from '#libs/contracts';
import { Doorbell, NatsLink } from '#libs/messaging';
import { Logger, newTraceId } from '#libs/platform';
import { type DefaultEventsMap, type Namespace, Server, type Socket } from 'socket.io';
import { CONFIG, type GatewayConfig } from '../config.js';
import { DenialService, STRANGER } from '../denials/denial.service.js';
import { FeedStore } from '../feeds/feed.store.js';
import { recipientsOf } from '../feeds/recipients.js';
import { isOwnOrigin } from '../http/origin.js';
import { addressReader } from '../http/person-address.js';
import { preferred } from '../http/reader-locale.js';
import { SessionCookie } from '../sessions/session-cookie.js';
import { SessionService } from '../sessions/session.service.js';
import type { Session } from '../sessions/session.js';
import { CatchUp } from './catch-up.js';
import { Frame } from './frame.js';
import { liveSocketOf } from './live-socket.js';
import { LiveSessions } from './live-sessions.js';
import { Rooms } from './rooms.js';
import { Slices } from './slices.js';
import { Subscriber } from './subscriber.js';
import { Subscribers } from './subscribers.js';

interface SocketData {
  subscriber: Subscriber;
}
type Events = DefaultEventsMap;
type LiveIo = Server<Events, Events, Events, SocketData>;
type LiveNamespace = Namespace<Events, Events, Events, SocketData>;
type LiveSocket = Socket<Events, Events, Events, SocketData>;

/** How often heads are compared with what was sent: a bell is only a hint, and may be lost. */
const LOOK = 10_000;

/** The sockets: a doorbell in front of the feeds. What a person must see is rows. */
@Injectable()
export class LiveServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly slices = new Slices((error) => this.logger.error({ err: error }, 'live items could not be sent'));
  private readonly subscribers = new Subscribers();
  private readonly catchUp: CatchUp;
  private readonly cookie: SessionCookie;
  private readonly addressOf: ReturnType<typeof addressReader>;
  private readonly stops: (() => void)[] = [];
  private io: LiveIo | undefined;

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(FeedStore) private readonly feeds: FeedStore,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(LiveSessions) private readonly liveSessions: LiveSessions,
    @Inject(Rooms) private readonly rooms: Rooms,
    @Inject(DenialService) private readonly denials: DenialService,
    @Inject(Doorbell) private readonly doorbell: Doorbell,
    @Inject(NatsLink) private readonly link: NatsLink,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {
    this.catchUp = new CatchUp(feeds, this.slices, logger);
    this.cookie = new SessionCookie(config.publicUrl);
    this.addressOf = addressReader(config.trustedProxies);
  }

  onApplicationBootstrap(): void {
    this.io = this.listen(this.host.httpAdapter.getHttpServer() as HttpServer);
    this.liveSessions.watch(this.subscribers);
    const look = setInterval(() => void this.lookForMissed(), LOOK);
    this.stops.push(
      this.doorbell.onRing((bell) => {
        this.rooms.rang(bell);
        this.slices.add(this.fanOut(bell));
      }),
      this.link.onReturn(() => void this.lookForMissed()),
      () => clearInterval(look),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const stop of this.stops) stop();
    this.liveSessions.stop();
    this.catchUp.stop();
    this.io?.disconnectSockets(true);
    this.io?.engine.close();
  }

  private listen(server: HttpServer): LiveIo {
    const io = new Server<Events, Events, Events, SocketData>(server, {
      path: '/socket.io',
      serveClient: false,
      // 254 KB of memory a connection instead of 19, and four times the time to fan out.
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: 16 * 1024,
      destroyUpgradeTimeout: 1_000,
      allowRequest: (request, callback) => callback(null, isOwnOrigin(request.headers, this.config.publicUrl)),
    });
    const live = io.of('/live');
    live.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(this.refused(socket, error)),
      );
    });
    this.serve(live);
    return io;
  }

  private async admit(socket: LiveSocket): Promise<void> {
    const sessionId = this.cookie.read(socket.handshake.headers.cookie);
    const session = sessionId && (await this.sessions.find(sessionId));
    if (!session) return this.refuseStranger(socket);
    const hello = LiveHello.safeParse(socket.handshake.auth);
    if (!hello.success) throw new Refusal('invalid-request');
    const recipients = recipientsOf(session.actor);
    const foreign = Object.keys(hello.data.cursors).find((recipient) => !recipients.includes(recipient));
    if (foreign) await this.noteForeign(socket, session, foreign);
    socket.data.subscriber = new Subscriber(liveSocketOf(socket), session, recipients, hello.data.cursors);
  }

  private serve(live: LiveNamespace): void {
    live.on('connection', (socket) => {
      const { subscriber } = socket.data;
      this.subscribers.add(subscriber);
      socket.on('disconnect', () => this.subscribers.remove(subscriber));
      this.rooms.serve(socket, () => subscriber.session);
      subscriber.readyIfCaughtUp();
      for (const recipient of subscriber.recipients) this.catchUp.add(subscriber, recipient);
    });
  }

  private *fanOut(bell: Bell): Generator<void, void> {
    for (const { to, ...content } of bell.items) {
      for (const [recipient, cursor] of to) {
        const frame = new Frame({ ...content, recipient, cursor });
        for (const subscriber of this.subscribers.ofRecipient(recipient)) {
          if (subscriber.take(frame)) this.catchUp.add(subscriber, recipient);
          yield;
        }
      }
    }
  }

  /** Reads for those who did not hear a bell. */
  private async lookForMissed(): Promise<void> {
    try {
      const heads = await this.feeds.heads(this.subscribers.recipients);
      for (const [recipient, head] of heads) {
        for (const subscriber of this.subscribers.ofRecipient(recipient)) {
          const isBehind = (subscriber.position(recipient) ?? head) < head;
          if (isBehind && subscriber.hold(recipient)) this.catchUp.add(subscriber, recipient);
        }
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'the heads of the feeds could not be read');
    }
  }

  /** Another's feed is neither sent nor spoken of. */
  private noteForeign(socket: LiveSocket, { actor }: Session, recipient: string): Promise<void> {
    const origin = this.addressOf(socket.request);
    return this.denials.record({
      actorId: actor.id,
      code: 'not-found',
      route: 'live',
      recordId: recipient,
      origin,
      traceId: newTraceId(),
    });
  }

  private async refuseStranger(socket: LiveSocket): Promise<never> {
    const code = 'not-signed-in';
    const origin = this.addressOf(socket.request);
    await this.denials.record({ actorId: STRANGER, code, route: 'live', origin, traceId: newTraceId() });
    throw new Refusal(code);
  }

  /** What the client finds as `connect_error`, with the refusal as its data. */
  private refused(socket: LiveSocket, error: unknown): Error & { data: RefusalBody } {
    const traceId = newTraceId();
    if (!(error instanceof Refusal)) this.logger.error({ err: error, traceId }, 'fault');
    const code = error instanceof Refusal ? error.code : 'fault';
    const message = refusalSentence(code, preferred(socket.handshake.headers['accept-language']), { traceId });
    return Object.assign(new Error(code), { data: { code, message, traceId } });
  }
}
