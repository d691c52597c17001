import { afterAll, beforeAll } from '@jest/globals';
import { Rig } from './rig.js';

/** One service for all cases of a spec that imports them: starting its servers takes longer than the cases. */
export let rig: Rig;

beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig?.close(), 30_000);
