import type { FeedItem } from '#libs/contracts';
import { closed, maySee } from '../feeds/feed-visibility.js';
import type { Session } from '../sessions/session.js';
import { type Frame, feedPacket } from './frame.js';

/** A socket, as far as feeds need it. */
export interface LiveSocket {
  /** Sends a packet that is written already. */
  write(packet: string): void;
  /** Packets that the client has not taken yet. */
  unsent(): number;
  ready(cursors: Record<string, number>): void;
  disconnect(): void;
}

/** Where somebody stands in one feed. */
interface Line {
  /** The last cursor sent; undefined until it is known where "from now on" begins. */
  position: number | undefined;
  /** What came live while the rows before it are being read; undefined when nothing is. */
  held: Frame[] | undefined;
  /** More came than is held: it has to be read. */
  overflown: boolean;
}

/** A reader so far behind that it would fill our memory reads it again when it comes back. */
const MOST_UNSENT = 1_000;
const MOST_HELD = 500;

/** One console's socket. Every feed goes out in order, without a gap and without a double. */
export class Subscriber {
  private readonly lines = new Map<string, Line>();
  private readied = false;

  /** @param cursors the last cursor that the client has, by recipient */
  constructor(
    private readonly socket: LiveSocket,
    public session: Session,
    recipients: readonly string[],
    cursors: Readonly<Record<string, number>>,
  ) {
    for (const recipient of recipients) {
      this.lines.set(recipient, { position: cursors[recipient], held: [], overflown: false });
    }
  }

  get recipients(): string[] {
    return [...this.lines.keys()];
  }

  position(recipient: string): number | undefined {
    return this.lines.get(recipient)?.position;
  }

  /** Takes a live item. @returns true when rows are missing before it, which have to be read now */
  take(frame: Frame): boolean {
    const { recipient, cursor } = frame.item;
    const line = this.lines.get(recipient);
    if (!line) return false;
    if (line.held) {
      if (line.held.length < MOST_HELD) line.held.push(frame);
      else line.overflown = true;
      return false;
    }
    const position = line.position ?? 0;
    if (cursor <= position) return false;
    if (cursor > position + 1) {
      line.held = [frame];
      return true;
    }
    line.position = cursor;
    this.write(frame.packet(maySee(this.session.actor, frame.item)));
    return false;
  }

  /**
   * Begins where the client stands; a cursor that was never given (the feed was restored to an earlier state) counts as the last one.
   *
   * @param head the recipient's last cursor
   */
  startAt(recipient: string, head: number): void {
    const line = this.lines.get(recipient);
    if (line) line.position = Math.min(line.position ?? head, head);
  }

  /** Sends rows that were read, in order. */
  sendRows(recipient: string, rows: readonly FeedItem[]): void {
    const line = this.lines.get(recipient);
    const fresh = line ? rows.filter(({ cursor }) => cursor > (line.position ?? 0)) : [];
    const last = fresh.at(-1);
    if (!line || !last) return;
    line.position = last.cursor;
    const { actor } = this.session;
    this.write(feedPacket(fresh.map((item) => (maySee(actor, item) ? item : closed(item)))));
  }

  /** Everything read: what was held meanwhile goes out. @returns true when rows are missing again */
  resume(recipient: string): boolean {
    const line = this.lines.get(recipient);
    if (!line?.held) return false;
    const { held, overflown } = line;
    line.held = undefined;
    line.overflown = false;
    for (const [index, frame] of held.entries()) {
      if (this.take(frame)) {
        // What this one waits for is read anew, and so is what came after it.
        line.held = held.slice(index);
        return true;
      }
    }
    if (overflown) line.held = [];
    return overflown;
  }

  /** Holds what comes live, because rows are going to be read. @returns false when they are being read already */
  hold(recipient: string): boolean {
    const line = this.lines.get(recipient);
    if (!line || line.held) return false;
    line.held = [];
    return true;
  }

  /** Tells the client, once, where every feed stands, when nothing that it missed is left. */
  readyIfCaughtUp(): void {
    if (this.readied || [...this.lines.values()].some(({ held }) => held)) return;
    this.readied = true;
    const cursors = [...this.lines].map(([recipient, { position = 0 }]) => [recipient, position]);
    this.socket.ready(Object.fromEntries(cursors));
  }

  disconnect(): void {
    this.socket.disconnect();
  }

  private write(packet: string): void {
    if (this.socket.unsent() > MOST_UNSENT) this.disconnect();
    else this.socket.write(packet);
  }
}
