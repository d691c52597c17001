import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { services } from '#libs/contracts';
import { OWNER_ROLE, loginRoleOf, runMigrations } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { fillRegion, incidentOf } from '../search/fixtures/region.js';
import { CreateWordings1796190000000 } from './1796190000000-create-wordings.js';
import { migrations } from './index.js';

const before = migrations.slice(0, migrations.indexOf(CreateWordings1796190000000));

let server: TestDatabase;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations: before }]);
});
afterAll(() => server.close());

const found = async (question: string) =>
  (
    await server.asAdmin<{ id: string; reader: string }>(
      'SELECT incident_id AS id, reader FROM incident.search_text WHERE document @@ incident.sought($1) ORDER BY reader',
      [question],
    )
  ).map(({ id, reader }) => [id, reader]);

it('finds what was written before, also on a server that cannot have trigrams', async () => {
  // What the extension would bring is in the way: it cannot be had here.
  await server.asAdmin(`CREATE FUNCTION incident.similarity(text, text) RETURNS real LANGUAGE sql AS 'SELECT 0::real'`);
  await fillRegion(server, 100, { analyse: false });
  const noted = (id: string, seq: number, type: string, visibility: string, text: string, details = {}) =>
    server.asAdmin(
      `INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, text, details, at)
       SELECT $1, id, $3, facility_id, $4, $5, $1, $6, $7, recorded_at FROM incident.incident WHERE id = $2`,
      [id, incidentOf(7), seq, type, visibility, text, details],
    );
  const entryId = incidentOf(1001);
  await noted(entryId, 2, 'note', 'agency', 'Routeur zorglubien');
  await noted(incidentOf(1002), 3, 'edited', 'agency', 'Routeur ventriloque', { entryId });
  await noted(incidentOf(1003), 4, 'joined', 'shared', 'Le xylographe aussi\n\nMme Confidence, 0596 00 00 00');

  const passwords = Object.fromEntries(
    [OWNER_ROLE, ...services.map(loginRoleOf)].map((role) => [role, new URL(server.urlOf(role)).password]),
  );
  const migrated = [{ name: 'incident', migrations }];
  await runMigrations({ adminUrl: server.adminUrl, passwords, services, migrated, database: server.name });

  expect(await found('dossier patient')).toHaveLength(200);
  expect(await server.asAdmin('SELECT FROM incident.wording')).toHaveLength(100);
  expect(await found('zorglubien')).toEqual([]);
  expect(await found('ventriloque')).toEqual([[incidentOf(7), 'agency']]);
  expect(await found('xylographe')).toEqual([
    [incidentOf(7), 'agency'],
    [incidentOf(7), 'facility'],
  ]);
  expect(await found('Confidence')).toEqual([]);
  const [likeness] = await server.asAdmin<{ same: number; half: number; none: number }>(
    `SELECT incident.alike('serveur éteint', 'Serveurs éteints') AS same, incident.alike('serveur éteint', 'serveur lent') AS half,
       incident.alike('serveur', 'imprimante') AS none, (SELECT count(*) FROM incident.near_suppliers('editeur')) AS near`,
  );
  expect(likeness).toMatchObject({ same: 1, none: 0, near: '0' });
  expect(likeness?.half).toBeGreaterThan(0);
});
