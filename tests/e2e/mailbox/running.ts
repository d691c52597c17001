import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { contact, facility, person, region } from '../alerting/region.js';
import { Rig } from './rig.js';

export const north = facility('Hôpital Nord');
export const south = facility('Clinique Sud');
const officer = person('rssi', { email: 'rssi@sud.example', roles: [{ facilityId: south.id, role: 'declarant' }] });
const duty = contact(north.id, 'Astreinte@Nord.example');
const inside = { ...contact(north.id, 'dsi@chu-nord.example'), outside: false };

/** One set of servers for all cases of the spec that imports them. */
export let rig: Rig;

beforeAll(async () => {
  rig = await Rig.start(region({ facilities: [north, south], people: [officer], contacts: [duty, inside] }));
});
beforeEach(() => rig.smtp.reset());
afterAll(() => rig?.close());
