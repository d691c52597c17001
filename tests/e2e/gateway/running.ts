import { afterAll, beforeAll } from '@jest/globals';
import type { Client } from '#libs/testing';
import pg from 'pg';
import { type Platform, startPlatform } from '../platform.js';
import { type Cast, signInCast } from '../tenancy/records.js';

/** One platform for all cases of the spec that imports them. */
export let platform: Platform;
export let cast: Cast;
export let admin: pg.Client;

beforeAll(async () => {
  platform = await startPlatform();
  cast = await signInCast(platform.world);
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
});

afterAll(async () => {
  await admin?.end();
  await platform?.stop();
});

export const accountOf = (client: Client) =>
  platform.accounts.find(({ email }) => email === client.session?.identity.email) ??
  (() => {
    throw new Error('no such account');
  })();
