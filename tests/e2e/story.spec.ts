import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Platform, startPlatform } from './platform.js';
import { playStory } from './story/play.js';

let platform: Platform;
const told: [number, string, string][] = [];

beforeAll(async () => {
  platform = await startPlatform({ tell: (...line) => told.push(line) });
});
afterAll(() => platform.stop());

it('plays from the first declaration to the last acknowledgement', async () => {
  await playStory(platform.world);
  expect([...new Set(told.map(([step]) => step))]).toEqual([1, 2, 3, 4, 5, 6]);
});
