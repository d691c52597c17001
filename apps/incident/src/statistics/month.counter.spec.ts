import type { TokenIssuer } from '#libs/auth';
import { Refusal } from '#libs/contracts';
import type { Database } from '#libs/database';
import { type CommandClient, type CommandContext, messagingMigrated } from '#libs/messaging';
import { FixedClock, createLogger, newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { migrations } from '../migrations/index.js';
import { fillRegion, incidentOf } from '../search/fixtures/region.js';
import { TerritoryZones } from '../territories/territory-zones.js';
import type { FacilityKinds } from './facility-kinds.js';
import { MonthCounter } from './month.counter.js';
import { readKept } from './month.store.js';
import { ReleaseService } from './release.service.js';

const MONTHS = ['2026-03', '2026-04', '2026-05'];
const MINUTE = 60_000;
const logger = createLogger({ service: 'incident', level: 'silent' });

let server: TestDatabase;
let database: Database;
let clock: FixedClock;
let directory: 'answers' | 'is silent';
let zones: TerritoryZones;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations }]);
  database = await server.connect('incident');
  await fillRegion(server, 2);
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.asAdmin('TRUNCATE incident.figure_month');
  // Still the thirty-first of March where the territory is.
  await move(1, '2026-04-01T02:00:00Z');
  await move(2, '2026-04-15T12:00:00Z');
  clock = new FixedClock('2026-06-10T12:00:00Z');
  directory = 'answers';
  const client = {
    request: () =>
      directory === 'answers'
        ? Promise.resolve({ items: [{ code: '972', zone: 'America/Martinique' }] })
        : Promise.reject(new Refusal('unavailable')),
  };
  const tokens = { issueForService: () => Promise.resolve('') };
  zones = new TerritoryZones(client as unknown as CommandClient, tokens as unknown as TokenIssuer, clock, logger);
});

const move = (number: number, at: string) =>
  server.asAdmin('UPDATE incident.incident SET recorded_at = $2, aware_at = $2 WHERE id = $1', [
    incidentOf(number),
    at,
  ]);
const look = async (): Promise<void> => {
  await new MonthCounter(database, zones, clock, logger).round();
  clock.advance(2 * MINUTE);
};

/** Of each month whose counts are true: how many were declared in it, and in which states they are. */
async function kept(): Promise<Record<string, Record<string, number>>> {
  const months = await database.transaction({ kind: 'agency', actorId: newId() }, (tx) => readKept(tx, 'real', MONTHS));
  return Object.fromEntries(
    months
      .toSorted((one, other) => one.month.localeCompare(other.month))
      .map(({ month, cells }) => [
        month,
        Object.fromEntries(
          cells.filter(({ name }) => name === 'state').map(({ value, incidents }) => [value, incidents]),
        ),
      ]),
  );
}

describe('past months', () => {
  it('are counted once what was under way when they were noted is over, by the clocks of the territory', async () => {
    await look();
    expect(await kept()).toEqual({});
    await look();
    expect(await kept()).toEqual({ '2026-03': { declared: 1 }, '2026-04': { declared: 1 }, '2026-05': {} });
  });

  it('are counted again after a change in one of their incidents, and after one that moves it to another', async () => {
    await look();
    await look();
    await server.asAdmin(`UPDATE incident.incident SET state = 'taken' WHERE id = $1`, [incidentOf(2)]);
    expect(await kept()).not.toHaveProperty('2026-04');
    await look();
    expect(await kept()).toMatchObject({ '2026-03': { declared: 1 }, '2026-04': { taken: 1 } });
    await move(2, '2026-05-15T12:00:00Z');
    expect(await kept()).toEqual({ '2026-03': { declared: 1 } });
    await look();
    expect(await kept()).toEqual({ '2026-03': { declared: 1 }, '2026-04': {}, '2026-05': { taken: 1 } });
    await server.asAdmin(`UPDATE incident.incident SET state = 'declared' WHERE id = $1`, [incidentOf(2)]);
  });

  it('are not counted while the directory does not tell the zones, and are when it does', async () => {
    directory = 'is silent';
    await look();
    await look();
    expect(await kept()).toEqual({});
    directory = 'answers';
    await look();
    expect(await kept()).toMatchObject({ '2026-03': { declared: 1 } });
  });
});

it('publishes nothing while the directory does not tell the zones', async () => {
  directory = 'is silent';
  const kinds = { all: () => Promise.resolve(new Map()) };
  const releases = new ReleaseService(database, kinds as unknown as FacilityKinds, zones, clock);
  const context = { scope: { kind: 'agency', actorId: newId() } } as unknown as CommandContext;
  await expect(releases.publish({}, context)).rejects.toMatchObject({ code: 'unavailable' });
  expect(await server.asAdmin('SELECT FROM incident.figure_release')).toEqual([]);
});
