import { one } from '#libs/database';
import type { Clock } from '#libs/platform';
import type { EntityManager } from 'typeorm';

const DAY = 86_400_000;
const REFRESH = 60_000;

/** The days in which something open or parked can be. */
export interface DayRange {
  from: string;
  to: string;
}

/**
 * Keeps queries for what is not closed away from the partitions in which all is closed: over the forty of a month, planning takes ten
 * times what the query does (2.0 ms against 0.4 ms).
 *
 * A row never becomes unclosed again, so the oldest day found stays a lower bound; yesterday is always inside, for transactions that
 * began before midnight, and tomorrow, for clocks that run ahead.
 */
export class OpenDays {
  private oldest: string | undefined;
  private readAt = -Infinity;

  /** @param side the column that says whose deliveries are meant */
  constructor(
    private readonly side: 'producer' | 'consumer',
    private readonly service: string,
    private readonly clock: Clock,
  ) {}

  async range(tx: EntityManager): Promise<DayRange> {
    const now = this.clock.now().getTime();
    if (Math.abs(now - this.readAt) >= REFRESH) {
      this.oldest = await this.read(tx);
      this.readAt = now;
    }
    const yesterday = dayAt(now - DAY);
    return { from: this.oldest && this.oldest < yesterday ? this.oldest : yesterday, to: dayAt(now + DAY) };
  }

  private async read(tx: EntityManager): Promise<string | undefined> {
    const { oldest } = await one<{ oldest: string | null }>(
      tx,
      `SELECT min(day)::text AS oldest FROM messaging.delivery WHERE ${this.side} = $1 AND state <> 'closed'`,
      [this.service],
    );
    return oldest ?? undefined;
  }
}

const dayAt = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
