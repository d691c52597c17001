import { type Database, one } from '#libs/database';
import { Outbox, messagingMigrated } from '#libs/messaging';
import { FixedClock, createLogger, newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrations } from '../migrations/index.js';
import { facilityOf, fillRegion, incidentOf } from '../search/fixtures/region.js';
import type { FacilityKinds } from '../statistics/facility-kinds.js';
import { ToldRound } from './told.round.js';

const HOUR = 3_600_000;
const linked = [1, 2, 3, 4, 5];
/** Of no incident that was linked. */
const APART = 6;

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations }]);
  database = await server.connect('incident');
  await fillRegion(server, APART);
});
afterAll(() => server.close());

it('goes by the legal entities as the directory tells them each round, of facilities that were not linked too', async () => {
  const clock = new FixedClock();
  // Each of its own, but that the facility apart is of the same as the second.
  const owners = new Map([...linked, APART].map((number) => [facilityOf(number), `entity ${number}`]));
  owners.set(facilityOf(APART), 'entity 2');
  const kinds = {
    known: () => Promise.resolve(new Map([...owners].map(([id, entity]) => [id, { type: 'hospital', entity }]))),
  };
  const outbox = new Outbox('incident', clock, { offer: () => undefined });
  const logger = createLogger({ service: 'incident', level: 'silent' });
  const round = async () => {
    await new ToldRound(database, kinds as unknown as FacilityKinds, outbox, clock, logger, 3_600).round();
    clock.advance(HOUR);
  };
  const regionalId = newId();
  await server.asAdmin(
    `INSERT INTO incident.regional_incident (id, reference, territory, kind, title, tlp, incident_count, opened_at, opened_by)
     VALUES ($1, '972-R-2026-0001', '972', 'real', 'Panne', 'AMBER', 5, now(), $1)`,
    [regionalId],
  );
  await server.asAdmin('UPDATE incident.incident SET regional_id = $1 WHERE id = ANY($2)', [
    regionalId,
    linked.map(incidentOf),
  ]);
  const told = (number: number, ...also: number[]) =>
    database.transaction(
      { kind: 'facility', actorId: newId(), facilities: [number, ...also].map(facilityOf) },
      async (tx) => {
        const found = await one<{ told: number | null }>(tx, 'SELECT similar_told_to($1) AS told', [
          incidentOf(number),
        ]);
        return found.told;
      },
    );

  await round();
  expect(await told(1)).toBe(3);
  // Without its own, that of the second, and two more of the five are two.
  expect(await told(1, 3, APART)).toBeNull();
  expect(await told(1, 3)).toBe(3);

  // The facility apart goes to another legal entity.
  owners.set(facilityOf(APART), 'entity 9');
  await round();
  expect(await told(1, 3, APART)).toBe(3);
});
