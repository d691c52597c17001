import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Receipt, ScannerState } from '#libs/contracts';
import { type Client, ok } from '#libs/testing';
import pg from 'pg';
import { attach, read, scanned } from './attachments/files.js';
import { TroubledClamd } from './attachments/troubled-clamd.js';
import { type Platform, startPlatform } from './platform.js';
import { aDeclaration } from './story/declare.js';
import { until } from './story/world.js';
import { type Cast, signInCast } from './tenancy/records.js';

let clamd: TroubledClamd;
let platform: Platform;
let cast: Cast;
let client: Client;
let admin: pg.Client;
let incidentId: string;

beforeAll(async () => {
  clamd = await TroubledClamd.start();
  platform = await startPlatform({ environment: { VIGIE_CLAMD: clamd.address } });
  cast = await signInCast(platform.world);
  client = cast.rightful.declarant;
  admin = new pg.Client({ connectionString: platform.adminUrl });
  await admin.connect();
  incidentId = ok(await client.post<Receipt>('/api/declarations', aDeclaration(cast.facilityA))).incidentId;
}, 400_000);
afterAll(async () => {
  await admin?.end();
  await platform?.stop();
  clamd?.stop();
});

const failuresOf = async (id: string): Promise<number> => {
  const { rows } = await admin.query<{ scan_failures: number }>(
    'SELECT scan_failures FROM incident.attachment WHERE id = $1',
    [id],
  );
  return rows[0]?.scan_failures ?? 0;
};
const failedOften = (id: string, times: number) =>
  until(async () => ((await failuresOf(id)) >= times ? true : undefined), `${times} looks in vain`, 60_000);
const again = (id: string) => admin.query('UPDATE incident.attachment SET scan_at = now() WHERE id = $1', [id]);

describe('a scanner in trouble', () => {
  it('judges no file by its own errors, however often, and somebody is told', async () => {
    clamd.turns.set('Temporaire', "stream: Can't create temporary file ERROR");
    const id = await attach(client, incidentId, 'Temporaire');
    await admin.query('UPDATE incident.attachment SET scan_failures = 5 WHERE id = $1', [id]);
    await again(id);
    await failedOften(id, 6);
    expect((await read(client, incidentId, id)).attachment).toMatchObject({ verdict: 'unscanned', scannedAt: null });
    const state = ok(await cast.rightful.administrator.get<ScannerState>('/api/scanner'));
    expect(state).toMatchObject({ state: 'up', waiting: 1, stuck: 1 });
    clamd.turns.set('Temporaire', 'stream: OK');
    await again(id);
    expect((await scanned(client, incidentId, id)).verdict).toBe('clean');
  });

  it('that a file takes down is offered it ever less often, and looks at the others', async () => {
    clamd.turns.set('Chute', 'hang-up');
    const id = await attach(client, incidentId, 'Chute');
    await failedOften(id, 3);
    const times = clamd.offered.get('Chute') ?? [];
    const waits = times.slice(1).map((at, n) => at - (times[n] ?? 0));
    expect(waits[0]).toBeGreaterThan(1_500);
    expect(waits[1]).toBeGreaterThan(3_500);
    expect((await scanned(client, incidentId, await attach(client, incidentId, 'Trace'))).verdict).toBe('clean');
    expect((await read(client, incidentId, id)).attachment.verdict).toBe('unscanned');
    clamd.turns.delete('Chute');
    await again(id);
    expect((await scanned(client, incidentId, id)).verdict).toBe('clean');
  });
});
