import { setImmediate } from 'node:timers/promises';

const BATCH = 1_000;

/** The items, with a pause after each thousand in which the process can answer others: a file holds a hundred thousand rows. */
export async function* unhurried<T>(items: readonly T[]): AsyncGenerator<T[]> {
  for (let start = 0; start < items.length; start += BATCH) {
    yield items.slice(start, start + BATCH);
    await setImmediate();
  }
}
