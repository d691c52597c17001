import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Spaces out work that costs less the more of it is done at once. The first after a quiet moment goes at once; in a storm, what comes within
 * `milliseconds` of the last beginning goes together.
 */
export class Pace {
  private began = -Infinity;

  constructor(private readonly milliseconds: number) {}

  /** Resolves when the next may begin, and counts it as begun. */
  async next(): Promise<void> {
    const wait = this.began + this.milliseconds - performance.now();
    if (wait > 0) await sleep(wait);
    this.began = performance.now();
  }
}
