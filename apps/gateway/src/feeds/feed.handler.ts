import { Controller, Inject } from '@nestjs/common';
import type { Bell } from '#libs/contracts';
import { type AfterCommit, Doorbell, type EventOf, OnEvent } from '#libs/messaging';
import type { EntityManager } from 'typeorm';
import { type FeedEventType, feedEventTypes, viewsOf } from './feed-table.js';
import { FeedStore } from './feed.store.js';

/** A message holds 1 MB at most; a bell of this many characters stays well below. */
const LARGEST_BELL = 256 * 1024;

@Controller()
export class FeedHandler {
  constructor(
    @Inject(FeedStore) private readonly feeds: FeedStore,
    @Inject(Doorbell) private readonly doorbell: Doorbell,
  ) {}

  /** Writes what each recipient sees of the events, and rings once that is committed. */
  @OnEvent(feedEventTypes, { batch: true })
  async write(events: EventOf<FeedEventType>[], tx: EntityManager): Promise<AfterCommit | void> {
    const items = await this.feeds.write(tx, events.flatMap(viewsOf));
    return () => {
      for (const part of bellsOf(items)) this.doorbell.ring({ items: part });
    };
  }
}

/** Cuts what is rung for into messages that pass NATS, in order. */
export function bellsOf(items: Bell['items'], largest = LARGEST_BELL): Bell['items'][] {
  const bells: Bell['items'][] = [];
  let size = Infinity;
  for (const item of items) {
    const { to, ...content } = item;
    const base = JSON.stringify(content).length + 10;
    for (const part of slices(to, Math.max(1, Math.floor((largest - base) / SIZE_OF_TARGET)))) {
      const added = base + part.length * SIZE_OF_TARGET;
      if (size + added > largest) {
        bells.push([]);
        size = 0;
      }
      bells.at(-1)?.push({ ...content, to: part });
      size += added;
    }
  }
  return bells;
}

/** `["facility:<uuid>",1234567890],` */
const SIZE_OF_TARGET = 64;

function slices<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}
