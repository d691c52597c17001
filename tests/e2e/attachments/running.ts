import { afterAll, beforeAll } from '@jest/globals';
import type { Receipt } from '#libs/contracts';
import { type Client, ok } from '#libs/testing';
import pg from 'pg';
import { type Platform, startPlatform } from '../platform.js';
import { until } from '../story/world.js';
import { aDeclaration } from '../story/declare.js';
import { type Cast, signInCast } from '../tenancy/records.js';

/** One platform for all cases of the spec that imports them. */
export let platform: Platform;
export let cast: Cast;
/** Of facility A. */
export let declarant: Client;
export let analyst: Client;
export let admin: pg.Client;

beforeAll(async () => {
  platform = await startPlatform({ mailbox: true });
  cast = await signInCast(platform.world);
  ({ declarant, analyst } = cast.rightful);
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
}, 400_000);

afterAll(async () => {
  await admin?.end();
  await platform?.stop();
});

/** A fresh incident of facility A. */
export const anIncident = async (): Promise<string> =>
  ok(await declarant.post<Receipt>('/api/declarations', aDeclaration(cast.facilityA))).incidentId;

/** When what the service watches stands so. */
export const alarm = (name: string, state: 'up' | 'degraded'): Promise<true> =>
  until(async () => {
    const port = platform.running.services.get('incident')?.ready.port;
    const { checks } = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as {
      checks: Record<string, string>;
    };
    return checks[name] === state ? true : undefined;
  }, `${name} ${state}`);
