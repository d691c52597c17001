import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Rounds } from './rounds.js';

function counting(options: { interval: number; pause: number }) {
  const rounds = { count: 0, atOnce: 0, most: 0 };
  const work = async () => {
    rounds.count += 1;
    rounds.most = Math.max(rounds.most, (rounds.atOnce += 1));
    await sleep(5);
    rounds.atOnce -= 1;
  };
  return { rounds, loop: new Rounds({ work, ...options }) };
}

/** Until so many rounds have begun. */
async function come(rounds: { count: number }, count: number): Promise<void> {
  while (rounds.count < count) await sleep(5);
}

describe('rounds', () => {
  it('come sooner when asked, and not more often than they may', async () => {
    const { rounds, loop } = counting({ interval: 60_000, pause: 20 });
    loop.start();
    await come(rounds, 1);
    for (let index = 0; index < 10; index += 1) loop.nudge();
    await come(rounds, 2);
    await sleep(60);
    expect(rounds).toMatchObject({ count: 2, most: 1 });
    await loop.stop();
  });

  it('do not miss what was asked during a round', async () => {
    const { rounds, loop } = counting({ interval: 60_000, pause: 10 });
    loop.start();
    loop.nudge();
    await come(rounds, 2);
    await loop.stop();
  });

  it('stop at once', async () => {
    const { rounds, loop } = counting({ interval: 60_000, pause: 30_000 });
    loop.start();
    await sleep(10);
    await loop.stop();
    expect(rounds.atOnce).toBe(0);
  });
});
