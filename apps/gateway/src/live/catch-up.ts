import { setTimeout as sleep } from 'node:timers/promises';
import type { FeedItem } from '#libs/contracts';
import type { Logger } from '#libs/platform';
import type { FeedStore, Want } from '../feeds/feed.store.js';
import type { Slices } from './slices.js';
import type { Subscriber } from './subscriber.js';

interface Waiting {
  subscriber: Subscriber;
  recipient: string;
}

/** Feeds read in one query, and rows of each. */
const AT_ONCE = 500;
const PAGE = 200;
/** Milliseconds to wait when the database is away. */
const PATIENCE = 500;

/**
 * Reads for subscribers what they missed. Those who wait at the same time share a query, and those who stand at the same place its
 * rows: when 5,000 consoles come back at once, that is a handful of queries.
 */
export class CatchUp {
  private waiting: Waiting[] = [];
  private running = false;
  private stopped = false;

  constructor(
    private readonly feeds: FeedStore,
    private readonly slices: Slices,
    private readonly logger: Logger,
  ) {}

  /** The subscriber holds this feed's live items until its rows are sent. */
  add(subscriber: Subscriber, recipient: string): void {
    this.waiting.push({ subscriber, recipient });
    if (this.running || this.stopped) return;
    this.running = true;
    setImmediate(() => void this.run());
  }

  stop(): void {
    this.stopped = true;
    this.waiting = [];
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, AT_ONCE);
      try {
        await this.serve(batch);
      } catch (error) {
        if (this.stopped) break;
        this.logger.warn({ err: error }, 'missed feed rows could not be read; trying again');
        this.waiting.push(...batch);
        await sleep(PATIENCE);
      }
    }
    this.running = false;
  }

  private async serve(batch: readonly Waiting[]): Promise<void> {
    const heads = await this.feeds.heads([...new Set(batch.map(({ recipient }) => recipient))]);
    for (const { subscriber, recipient } of batch) subscriber.startAt(recipient, heads.get(recipient) ?? 0);
    const pages = await this.readPages(batch, heads);
    await new Promise<void>((resolve) => this.slices.add(this.send(batch, pages, resolve)));
  }

  /** @returns rows by feed and place */
  private async readPages(
    batch: readonly Waiting[],
    heads: ReadonlyMap<string, number>,
  ): Promise<Map<string, FeedItem[]>> {
    const wants = new Map<string, Want>();
    for (const waiting of batch) {
      const after = waiting.subscriber.position(waiting.recipient) ?? 0;
      if (after < (heads.get(waiting.recipient) ?? 0)) {
        wants.set(keyOf(waiting), { recipient: waiting.recipient, after });
      }
    }
    const pages = wants.size > 0 ? await this.feeds.after([...wants.values()], PAGE) : [];
    return new Map([...wants.keys()].map((key, index) => [key, pages[index] ?? []]));
  }

  private *send(
    batch: readonly Waiting[],
    pages: ReadonlyMap<string, FeedItem[]>,
    done: () => void,
  ): Generator<void, void> {
    for (const waiting of batch) {
      this.sendOne(waiting, pages.get(keyOf(waiting)) ?? []);
      yield;
    }
    done();
  }

  private sendOne(waiting: Waiting, rows: readonly FeedItem[]): void {
    const { subscriber, recipient } = waiting;
    try {
      subscriber.sendRows(recipient, rows);
      if (rows.length === PAGE || subscriber.resume(recipient)) this.waiting.push(waiting);
      else subscriber.readyIfCaughtUp();
    } catch (error) {
      this.logger.error({ err: error }, 'missed feed rows could not be sent');
      subscriber.disconnect();
    }
  }
}

const keyOf = ({ subscriber, recipient }: Waiting): string => `${recipient} ${subscriber.position(recipient)}`;
