import { afterAll, beforeAll } from '@jest/globals';
import { type Platform, startPlatform } from '../platform.js';
import { type Cast, signInCast } from '../tenancy/records.js';

export let platform: Platform;
export let cast: Cast;

beforeAll(async () => {
  platform = await startPlatform();
  cast = await signInCast(platform.world);
});
afterAll(() => platform?.stop());
