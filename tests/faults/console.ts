import { setTimeout as sleep } from 'node:timers/promises';
import { LiveFeed } from '#libs/testing';
import type { Person } from './crew.js';
import type { Evidence } from './checker.js';
import type { Random } from './random.js';

/** Milliseconds between two looks at the socket; how often, of so many looks, its network fails for a moment. */
const LOOK = 300;
const LOST_ONE_IN = 25;

/** A person's console: stays connected through everything, and comes back with the cursors it has. */
export class Console {
  private readonly live: LiveFeed;
  private after: Record<string, number> = {};
  private looking: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly name: string,
    { client }: Person,
    private readonly random: Random,
  ) {
    this.live = new LiveFeed(client);
  }

  /** @throws when the first connection does not come about */
  async open(): Promise<this> {
    await this.live.connect();
    this.after = { ...this.live.cursors };
    this.looking = this.keepConnected();
    return this;
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.looking;
    this.live.disconnect();
  }

  /** What it has heard of feeds that ended at these cursors when they were looked at; a clock may have rung since. */
  heard(heads: ReadonlyMap<string, number>): Evidence['heard'] {
    return Object.entries(this.after).map(([recipient, after]) => {
      const head = heads.get(recipient) ?? 0;
      const cursors = this.live.items
        .filter((item) => item.recipient === recipient && item.cursor <= head)
        .map(({ cursor }) => cursor);
      return { console: this.name, recipient, after, head, cursors };
    });
  }

  private async keepConnected(): Promise<void> {
    while (!this.stopped) {
      if (this.live.connected && this.random.below(LOST_ONE_IN) === 0) this.live.disconnect();
      if (!this.live.connected) await this.live.connect().catch(() => this.live.disconnect());
      await sleep(LOOK);
    }
  }
}
