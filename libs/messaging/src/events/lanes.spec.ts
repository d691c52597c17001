import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LaneItem, Lanes, takeTogether } from './lanes.js';

const item = fc.record({
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  group: fc.constantFrom('monday', 'tuesday', undefined),
});
const queue = fc.array(item, { maxLength: 30 }).map((items) => items.map((each, number) => ({ ...each, number })));

describe('what a lane takes together', () => {
  it('is of one group, each of another key, and begins with the first', () => {
    fc.assert(
      fc.property(queue, fc.integer({ min: 1, max: 5 }), (items, most) => {
        const { taken } = takeTogether(items, most);
        expect(taken[0]).toBe(items[0]);
        expect(taken.length).toBeLessThanOrEqual(most);
        expect(new Set(taken.map(({ key }) => key)).size).toBe(taken.length);
        expect(new Set(taken.map(({ group }) => group)).size).toBeLessThanOrEqual(1);
        if (taken[0]?.group === undefined) expect(taken.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never overtakes an item of the same key, and loses none', () => {
    fc.assert(
      fc.property(queue, fc.integer({ min: 1, max: 5 }), (items, most) => {
        let rest: typeof items = items;
        const done: typeof items = [];
        while (rest.length > 0) {
          const { taken, left } = takeTogether(rest, most);
          done.push(...taken);
          rest = left;
        }
        expect(done).toHaveLength(items.length);
        for (const ofKey of Map.groupBy(done, ({ key }) => key).values()) {
          const numbers = ofKey.map(({ number }) => number);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
      }),
    );
  });
});

describe('lanes', () => {
  it('work on different keys side by side and on one key in order', async () => {
    const done: string[] = [];
    const running = new Set<string>();
    let most = 0;
    const lanes = new Lanes<LaneItem & { number: number }>({
      count: 4,
      most: 1,
      gather: 0,
      work: async ([first]) => {
        expect(running.has(first!.key)).toBe(false);
        running.add(first!.key);
        most = Math.max(most, running.size);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running.delete(first!.key);
        done.push(`${first!.key}${first!.number}`);
      },
    });
    for (let number = 0; number < 5; number += 1) {
      for (const key of ['incident-1', 'incident-2', 'incident-3', 'incident-4', 'incident-5']) {
        lanes.add({ key, group: undefined, number });
      }
    }
    await lanes.idle();
    expect(done).toHaveLength(25);
    expect(most).toBeGreaterThan(1);
    for (const key of ['incident-1', 'incident-5']) {
      expect(done.filter((name) => name.startsWith(key))).toEqual([0, 1, 2, 3, 4].map((number) => `${key}${number}`));
    }
  });

  it('that are behind take more at once', async () => {
    const sizes: number[] = [];
    const lanes = new Lanes<LaneItem>({
      count: 1,
      most: 10,
      gather: 0,
      work: async (items) => {
        sizes.push(items.length);
        await new Promise((resolve) => setTimeout(resolve, 1));
      },
    });
    for (let index = 0; index < 25; index += 1) lanes.add({ key: String(index), group: 'today' });
    await lanes.idle();
    expect(sizes).toEqual([10, 10, 5]);
  });

  it('let one that comes alone through at once, and gather those that follow it', async () => {
    const sizes: number[] = [];
    const lanes = new Lanes<LaneItem>({
      count: 1,
      most: 100,
      gather: 200,
      work: (items) => Promise.resolve(void sizes.push(items.length)),
    });
    lanes.add({ key: 'first', group: 'today' });
    await lanes.idle();
    expect(sizes).toEqual([1]);
    for (let index = 0; index < 5; index += 1) {
      lanes.add({ key: String(index), group: 'today' });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await lanes.idle();
    expect(sizes).toEqual([1, 5]);
  });

  it('keep nobody waiting who goes alone', async () => {
    const done: number[] = [];
    const lanes = new Lanes<LaneItem & { number: number }>({
      count: 1,
      most: 100,
      gather: 3_600_000,
      work: (items) => Promise.resolve(void done.push(...items.map(({ number }) => number))),
    });
    for (let number = 0; number < 3; number += 1) lanes.add({ key: 'a', group: undefined, number });
    await lanes.idle();
    expect(done).toEqual([0, 1, 2]);
  });
});
