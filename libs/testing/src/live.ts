import type { FeedItem, Present, RoomEntries } from '#libs/contracts';
import { type Socket, io } from 'socket.io-client';
import type { Client } from './client.js';

/** Milliseconds: longer than the platform takes to find again what it lost on the way. */
const PATIENCE = 30_000;

/** A console's socket: keeps every feed item in the order in which it came, and the cursors to come back with. */
export class LiveFeed {
  readonly items: FeedItem[] = [];
  readonly cursors: Record<string, number> = {};
  /** Who was said to be in the room that it is in, the last first. */
  readonly present: Present[] = [];
  /** What was written in that room, as it came. */
  readonly entries: RoomEntries[] = [];
  private readonly waiting = new Set<() => void>();
  private socket: Socket | null = null;

  constructor(private readonly client: Client) {}

  /** Connects (again) with the cursors it has; resolves once the server has said `ready`. */
  async connect(timeoutMs = PATIENCE): Promise<this> {
    const socket = io(new URL('/live', this.client.baseUrl).href, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { cursors: this.cursors },
      extraHeaders: { cookie: this.client.cookie, origin: new URL(this.client.baseUrl).origin },
    });
    this.socket = socket;
    socket.on('feed', (items: FeedItem[]) => {
      for (const item of items) {
        this.items.push(item);
        this.cursors[item.recipient] = item.cursor;
      }
      for (const look of this.waiting) look();
    });
    socket.on('entries', (entries: RoomEntries) => void this.entries.push(entries));
    socket.on('present', (present: Present) => void this.present.unshift(present));
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the socket did not become ready')), timeoutMs);
      socket.on('ready', (ready: { cursors: Record<string, number> }) => {
        clearTimeout(timer);
        Object.assign(this.cursors, ready.cursors);
        resolve();
      });
      socket.on('connect_error', (error) => {
        clearTimeout(timer);
        reject(error);
      });
    });
    return this;
  }

  /** Whether the server has us now. */
  get connected(): boolean {
    return this.socket?.connected ?? false;
  }

  /** Enters a crisis room, or leaves it with null. */
  enter(incidentId: string | null): void {
    this.socket?.emit('room', { incidentId });
  }

  /** Goes offline; what happens meanwhile must come on the next `connect`. */
  disconnect(): void {
    this.socket?.disconnect();
    this.socket = null;
  }

  /** The first item that fits, now or within the time. @throws when none comes. */
  async waitFor(fits: (item: FeedItem) => boolean, timeoutMs = PATIENCE): Promise<FeedItem> {
    const already = this.items.find(fits);
    if (already) return already;
    return new Promise((resolve, reject) => {
      const look = () => {
        const item = this.items.find(fits);
        if (item === undefined) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(item);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(
          new Error(
            `nothing that fits came within ${timeoutMs} ms; came: ${this.items.map((item) => item.type).join(', ') || 'nothing'}`,
          ),
        );
      }, timeoutMs);
      this.waiting.add(look);
    });
  }
}
