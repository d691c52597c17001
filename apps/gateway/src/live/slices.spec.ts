import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Slices } from './slices.js';

function* busy(log: string[], name: string, steps: number, milliseconds = 0): Generator<void, void> {
  for (let step = 0; step < steps; step += 1) {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    log.push(name);
    yield;
  }
}

describe('Slices', () => {
  it('finishes one job before the next', async () => {
    const log: string[] = [];
    const slices = new Slices(() => undefined);
    slices.add(busy(log, 'a', 2));
    slices.add(busy(log, 'b', 2));
    expect(log).toEqual([]);
    while (log.length < 4) await turn();
    expect(log).toEqual(['a', 'a', 'b', 'b']);
    slices.add(busy(log, 'c', 1));
    while (log.length < 5) await turn();
    expect(log.at(-1)).toBe('c');
  });

  it('gives everybody else a turn in a long job', async () => {
    const log: string[] = [];
    const slices = new Slices(() => undefined);
    slices.add(busy(log, 'a', 20, 2));
    let turns = 0;
    while (log.length < 20) {
      await turn();
      turns += 1;
    }
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it('goes on after a job that fails', async () => {
    const log: string[] = [];
    const errors: unknown[] = [];
    const slices = new Slices((error) => errors.push(error));
    slices.add(
      (function* () {
        yield;
        throw new Error('no');
      })(),
    );
    slices.add(busy(log, 'b', 1));
    while (log.length < 1) await turn();
    expect(errors).toHaveLength(1);
    expect(log).toEqual(['b']);
  });
});
