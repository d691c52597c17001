import type { Present } from '#libs/contracts';

type Side = Present['people'][number]['side'];

/** A person in a room, with the name that only some may know. */
export interface Here {
  personId: string;
  side: Side;
}

/** What a gateway process says of a room to the others. */
export interface RoomRing {
  gateway: string;
  incidentId: string;
  people: readonly Here[];
}

/** A process that says nothing for so long has gone, and its people with it. Each repeats what it has well within. */
export const FORGET_AFTER_MS = 50_000;

interface Heard {
  people: readonly Here[];
  at: number;
}

/** Who is in which room: at this process by socket, at the others as they last said. Times are milliseconds of a clock of one's own. */
export class Presence {
  private readonly roomOf = new Map<string, string>();
  private readonly here = new Map<string, Map<string, Here>>();
  private readonly elsewhere = new Map<string, Map<string, Heard>>();

  constructor(private readonly gateway: string) {}

  /** @returns the rooms that have changed: the one entered, and the one left for it */
  enter(socket: string, incidentId: string, person: Here): string[] {
    if (this.roomOf.get(socket) === incidentId) return [];
    const left = this.leave(socket);
    this.roomOf.set(socket, incidentId);
    const room = this.here.get(incidentId) ?? new Map<string, Here>();
    this.here.set(incidentId, room.set(socket, person));
    return [...left, incidentId];
  }

  /** @returns the room left, if there was one */
  leave(socket: string): string[] {
    const incidentId = this.roomOf.get(socket);
    if (incidentId === undefined) return [];
    this.roomOf.delete(socket);
    const room = this.here.get(incidentId);
    room?.delete(socket);
    if (room?.size === 0) this.here.delete(incidentId);
    return [incidentId];
  }

  /** Takes what another process says. @returns whether that changes the room */
  hear({ gateway, incidentId, people }: RoomRing, now: number): boolean {
    if (gateway === this.gateway) return false;
    const room = this.elsewhere.get(incidentId) ?? new Map<string, Heard>();
    const before = JSON.stringify(room.get(gateway)?.people ?? []);
    if (people.length > 0) this.elsewhere.set(incidentId, room.set(gateway, { people, at: now }));
    else room.delete(gateway);
    if (room.size === 0) this.elsewhere.delete(incidentId);
    return before !== JSON.stringify(people);
  }

  /** Drops what processes said that have gone. @returns the rooms that have changed */
  forget(now: number): string[] {
    const changed = new Set<string>();
    for (const [incidentId, room] of this.elsewhere) {
      for (const [gateway, { at }] of room) {
        if (now - at <= FORGET_AFTER_MS) continue;
        room.delete(gateway);
        changed.add(incidentId);
      }
      if (room.size === 0) this.elsewhere.delete(incidentId);
    }
    return [...changed];
  }

  /** The rooms in which somebody is at this process, as the others are told. */
  rings(): RoomRing[] {
    return [...this.here.keys()].map((incidentId) => this.ringOf(incidentId));
  }

  ringOf(incidentId: string): RoomRing {
    return { gateway: this.gateway, incidentId, people: distinct([...(this.here.get(incidentId)?.values() ?? [])]) };
  }

  /** The sockets of this process in a room. */
  socketsIn(incidentId: string): [socket: string, person: Here][] {
    return [...(this.here.get(incidentId) ?? [])];
  }

  /** Each person once, however many windows they have open; a facility is not told who of the agency it is. */
  seenBy(side: Side, incidentId: string): Present {
    const others = [...(this.elsewhere.get(incidentId)?.values() ?? [])].flatMap(({ people }) => people);
    const people = distinct([...this.ringOf(incidentId).people, ...others]).map((person) =>
      side === 'facility' && person.side === 'agency' ? { ...person, personId: null } : person,
    );
    return { incidentId, people };
  }
}

const distinct = (people: readonly Here[]): Here[] => [
  ...new Map(people.map(({ personId, side }) => [`${side} ${personId}`, { personId, side }])).values(),
];
