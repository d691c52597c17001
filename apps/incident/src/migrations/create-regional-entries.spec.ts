import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { services } from '#libs/contracts';
import { OWNER_ROLE, loginRoleOf, runMigrations } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { fillRegion, incidentOf } from '../search/fixtures/region.js';
import { CreateRegionalEntries1796260000000 } from './1796260000000-create-regional-entries.js';
import { migrations } from './index.js';

const before = migrations.slice(0, migrations.indexOf(CreateRegionalEntries1796260000000));

let server: TestDatabase;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations: before }]);
});
afterAll(() => server.close());

it('tells of a regional incident of an older release what the journals of its incidents say', async () => {
  await fillRegion(server, 20, { analyse: false });
  const [regionalId, authorId] = [newId(), newId()];
  await server.asAdmin(
    `INSERT INTO incident.regional_incident (id, reference, territory, kind, title, tlp, state, version, incident_count, opened_at, opened_by)
     VALUES ($1, '972-R-2026-0001', '972', 'real', 'Panne', 'AMBER', 'closed', 4, 0, now(), $2)`,
    [regionalId, authorId],
  );
  let seq = 1;
  const noted = async (minute: number, type: string, places: number[], text: string | null = null) => {
    seq += 1;
    for (const place of places)
      await server.asAdmin(
        `INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, text, details, at)
         SELECT $1, id, $3, facility_id, $4, 'agency', $5, $6, $7, $8 FROM incident.incident WHERE id = $2`,
        [
          ...[newId(), incidentOf(place), seq, type, authorId, text],
          ...[{ regionalId }, `2026-11-01T10:0${minute}:00.000Z`],
        ],
      );
  };
  await noted(0, 'linked', [3, 4]);
  await noted(1, 'linked', [5]);
  await noted(2, 'unlinked', [4]);
  await noted(3, 'unlinked', [3, 5], 'Deux causes.');

  const passwords = Object.fromEntries(
    [OWNER_ROLE, ...services.map(loginRoleOf)].map((role) => [role, new URL(server.urlOf(role)).password]),
  );
  const migrated = [{ name: 'incident', migrations }];
  await runMigrations({ adminUrl: server.adminUrl, passwords, services, migrated, database: server.name });

  const references = await server.asAdmin<{ place: number; reference: string }>(
    'SELECT reference, place FROM incident.incident JOIN unnest($1::uuid[]) WITH ORDINALITY AS asked (id, place) USING (id)',
    [[3, 4, 5].map(incidentOf)],
  );
  const of = (...places: number[]) =>
    places.map((place) => references.find((row) => Number(row.place) === place - 2)?.reference).sort();
  const told = await server.asAdmin<{ seq: number; type: string; text: string | null; incidents: string[] }>(
    'SELECT seq, type, text, incidents, author_id FROM incident.regional_entry WHERE regional_id = $1 ORDER BY seq',
    [regionalId],
  );
  expect(told).toEqual([
    { seq: 1, type: 'opened', text: null, incidents: of(3, 4), author_id: authorId },
    { seq: 2, type: 'linked', text: null, incidents: of(5), author_id: authorId },
    { seq: 3, type: 'unlinked', text: null, incidents: of(4), author_id: authorId },
    { seq: 4, type: 'taken-apart', text: 'Deux causes.', incidents: of(3, 5), author_id: authorId },
  ]);
});
