import { afterAll, beforeAll } from '@jest/globals';
import type { Client } from '#libs/testing';
import pg from 'pg';
import { type Platform, startPlatform } from '../platform.js';
import { type Cast, signInCast } from '../tenancy/records.js';
import { Phone } from './phone.js';

/** One platform for all cases of the spec that imports them. */
export let platform: Platform;
export let cast: Cast;
export let admin: pg.Client;
export let author: Client;
export let relayer: Client;
/** The author's. */
export let phone: Phone;

beforeAll(async () => {
  platform = await startPlatform();
  cast = await signInCast(platform.world);
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
  author = cast.rightful.declarant;
  // Of another facility, and no declarant: whoever stands near.
  relayer = cast.foreign['inventory-officer'];
  phone = await Phone.enrolledBy(author);
});

afterAll(async () => {
  await admin?.end();
  await platform?.stop();
});
