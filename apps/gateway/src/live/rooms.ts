import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { TokenIssuer, scopeFor } from '#libs/auth';
import { type Bell, type RoomEntries, liveEvents } from '#libs/contracts';
import { CommandClient, NatsLink } from '#libs/messaging';
import { Clock, Logger, newId, newTraceId } from '#libs/platform';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import type { Session } from '../sessions/session.js';
import { liveSocketOf } from './live-socket.js';
import { type Here, Presence, type RoomRing } from './presence.js';
import { RoomPusher } from './room-pusher.js';

const SUBJECT = 'vigie.bell.room';
const REPEAT_MS = 20_000;
/** Two hundred who come at once are told of once. */
const GATHER_MS = 300;

const Ring = z.strictObject({
  gateway: z.string(),
  incidentId: z.uuid(),
  people: z.array(z.strictObject({ personId: z.uuid(), side: z.enum(['facility', 'agency']) })).max(5_000),
});

interface Member {
  socket: Socket;
  sessionOf: () => Session;
}

/** Who is in the crisis rooms, across all gateway processes. Nothing of it is kept: whoever is there says so again. */
@Injectable()
export class Rooms implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly presence = new Presence(newId());
  private readonly members = new Map<string, Member>();
  private readonly pusher = new RoomPusher(
    ({ incidentId, ...query }, side) => this.readAs(side, incidentId, query),
    (entries, side) => this.send(entries, side),
  );
  private readonly gathered = new Set<string>();
  private readonly stops: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(CommandClient) private readonly commands: CommandClient,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
    @Inject(NatsLink) private readonly link: NatsLink,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const subscription = this.link.connection.subscribe(SUBJECT, {
      callback: (error, message) => {
        if (error) this.logger.error({ err: error }, 'the bell of the rooms cannot be heard');
        else this.hear(message.string());
      },
    });
    const repeat = setInterval(() => {
      for (const ring of this.presence.rings()) this.ring(ring);
      for (const incidentId of this.presence.forget(this.now())) this.tell(incidentId);
    }, REPEAT_MS);
    this.stops.push(
      () => subscription.unsubscribe(),
      () => clearInterval(repeat),
      () => clearTimeout(this.timer),
    );
  }

  onApplicationShutdown(): void {
    for (const stop of this.stops) stop();
  }

  /** Takes what was rung for the feeds: of it, what was written in a room goes to those who are there. */
  rang(bell: Bell): void {
    this.pusher.hear(bell);
  }

  /** Follows a socket from room to room until it goes. @param sessionOf whose it is by then */
  serve(socket: Socket, sessionOf: () => Session): void {
    let wanted = 0;
    let asking = Promise.resolve();
    socket.on('room', (message: unknown) => {
      const asked = liveEvents.room.safeParse(message);
      if (!asked.success) return;
      const { incidentId } = asked.data;
      const turn = (wanted += 1);
      if (incidentId === null) return this.leave(socket);
      // One after the other, and only the last of many: a socket that asks without end keeps nobody busy.
      asking = asking.then(async () => {
        if (turn !== wanted) return;
        const person = await this.mayEnter(sessionOf(), incidentId);
        // Meanwhile it may have gone, or gone on to another room.
        if (person && turn === wanted && socket.connected) this.enter({ socket, sessionOf }, incidentId, person);
      });
    });
    socket.on('disconnect', () => this.leave(socket));
  }

  /** Whoever may read the incident may be in its room. */
  private async mayEnter({ actor }: Session, incidentId: string): Promise<Here | undefined> {
    const scope = scopeFor(actor, 'incident.read');
    if (!scope) return undefined;
    try {
      const token = await this.tokens.issue(actor);
      await this.commands.request('incident.incident.get', { incidentId }, { token, traceId: newTraceId() });
      return { personId: actor.id, side: scope.kind === 'facility' ? 'facility' : 'agency' };
    } catch {
      // Not theirs, or nobody can say now: not being seen in a room keeps nobody from reading it.
      return undefined;
    }
  }

  private enter(member: Member, incidentId: string, person: Here): void {
    const { id } = member.socket;
    this.members.set(id, member);
    for (const changed of this.presence.enter(id, incidentId, person)) this.changed(changed);
  }

  private leave(socket: Socket): void {
    this.members.delete(socket.id);
    for (const changed of this.presence.leave(socket.id)) this.changed(changed);
  }

  /** Here: the other processes and our own sockets are told. */
  private changed(incidentId: string): void {
    if (this.presence.socketsIn(incidentId).length === 0) this.pusher.forget(incidentId);
    this.ring(this.presence.ringOf(incidentId));
    this.tell(incidentId);
  }

  private ring(ring: RoomRing): void {
    if (this.link.connected) this.link.connection.publish(SUBJECT, JSON.stringify(ring));
  }

  private hear(text: string): void {
    const ring = Ring.safeParse(JSON.parse(text));
    if (!ring.success) return this.logger.warn({}, 'a bell of a room could not be understood');
    if (this.presence.hear(ring.data, this.now())) this.tell(ring.data.incidentId);
  }

  private tell(incidentId: string): void {
    this.gathered.add(incidentId);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const rooms = [...this.gathered];
      this.gathered.clear();
      for (const room of rooms) this.tellNow(room);
    }, GATHER_MS);
  }

  private tellNow(incidentId: string): void {
    const seen = {
      agency: this.presence.seenBy('agency', incidentId),
      facility: this.presence.seenBy('facility', incidentId),
    };
    for (const [id, { side }] of this.presence.socketsIn(incidentId))
      this.members.get(id)?.socket.emit('present', seen[side]);
  }

  private async readAs(side: Here['side'], incidentId: string, query: { after: number; limit: number }) {
    const [id] = this.presence.socketsIn(incidentId).find(([, person]) => person.side === side) ?? [];
    const member = id === undefined ? undefined : this.members.get(id);
    if (!member) return undefined;
    const token = await this.tokens.issue(member.sessionOf().actor);
    return this.commands.request('incident.journal.list', { incidentId, ...query }, { token, traceId: newTraceId() });
  }

  /** The packet is written once. */
  private send(entries: RoomEntries, side: Here['side']): void {
    const packet = `2/live,${JSON.stringify(['entries', entries])}`;
    for (const [id, person] of this.presence.socketsIn(entries.incidentId)) {
      const member = this.members.get(id);
      if (member && person.side === side) liveSocketOf(member.socket).write(packet);
    }
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
