import { Pace } from '../pace.js';

/** What lanes need to know of an item. */
export interface LaneItem {
  /** Items with the same key are worked on in order. */
  key: string;
  /** Items with the same group may share one unit of work; undefined: alone. */
  group: string | undefined;
}

export interface LanesOptions<Item> {
  count: number;
  /** Items that share one unit of work at most. */
  most: number;
  /** Milliseconds between a lane's beginnings of work that may be shared: what comes meanwhile goes together. */
  gather: number;
  /** Must not throw. */
  work: (items: Item[]) => Promise<void>;
}

/**
 * Works on items of different keys side by side, and on those of one key in the order they came. A lane that is behind takes up to
 * `most` items of one group at once, each of another key: the more there is to do, the less each costs.
 */
export class Lanes<Item extends LaneItem> {
  private readonly lanes: Lane<Item>[];

  constructor(options: LanesOptions<Item>) {
    this.lanes = Array.from({ length: options.count }, () => new Lane(options));
  }

  add(item: Item): void {
    this.lanes[hash(item.key) % this.lanes.length]?.add(item);
  }

  /** Resolves when nothing is left to do. */
  async idle(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.running));
  }

  /** Forgets what nobody has begun. */
  clear(): void {
    for (const lane of this.lanes) lane.clear();
  }
}

class Lane<Item extends LaneItem> {
  running: Promise<void> | undefined;
  private queue: Item[] = [];
  private readonly pace: Pace;

  constructor(private readonly options: LanesOptions<Item>) {
    this.pace = new Pace(options.gather);
  }

  add(item: Item): void {
    this.queue.push(item);
    this.running ??= this.run().finally(() => (this.running = undefined));
  }

  clear(): void {
    this.queue = [];
  }

  private async run(): Promise<void> {
    // What arrives in the same turn can go together.
    await new Promise(setImmediate);
    while (this.queue.length > 0) {
      // A full load need not wait for more, and what goes alone has nothing to wait for.
      if (this.queue[0]?.group !== undefined && this.queue.length < this.options.most) await this.pace.next();
      const { taken, left } = takeTogether(this.queue, this.options.most);
      this.queue = left;
      if (taken.length > 0) await this.options.work(taken);
    }
  }
}

/** Splits off what may go together with the first item: of its group, each of another key, and nothing past an earlier one of its key. */
export function takeTogether<Item extends LaneItem>(
  queue: readonly Item[],
  most: number,
): { taken: Item[]; left: Item[] } {
  const [first] = queue;
  if (!first) return { taken: [], left: [] };
  if (first.group === undefined) return { taken: [first], left: queue.slice(1) };
  const taken: Item[] = [];
  const left: Item[] = [];
  const seen = new Set<string>();
  for (const [index, item] of queue.entries()) {
    if (taken.length === most) {
      left.push(...queue.slice(index));
      break;
    }
    if (item.group === first.group && !seen.has(item.key)) taken.push(item);
    else left.push(item);
    seen.add(item.key);
  }
  return { taken, left };
}

/** FNV-1a over the characters. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
