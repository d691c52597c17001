import { afterAll, beforeAll } from '@jest/globals';
import { Rig } from '../incident/rig.js';
import { Directory } from './directory.js';

/** One service, and a directory that it asks, for all cases of a spec that imports them. */
export let rig: Rig;
export let directory: Directory;

beforeAll(async () => {
  rig = await Rig.start();
  directory = await Directory.at(rig.nats);
});
afterAll(() => rig?.close());
