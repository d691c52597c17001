import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { services } from '#libs/contracts';
import { OWNER_ROLE, loginRoleOf, runMigrations } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { fillRegion, incidentOf } from '../search/fixtures/region.js';
import { KeepPartsTrue1796310001000 } from './1796310001000-keep-parts-true.js';
import { migrations } from './index.js';

const before = migrations.slice(0, migrations.indexOf(KeepPartsTrue1796310001000));

let server: TestDatabase;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations: before }]);
});
afterAll(() => server.close());

const found = async (question: string, standing: string) =>
  (
    await server.asAdmin<{ id: string }>(
      `SELECT incident_id AS id FROM incident.search_text
       WHERE reader = 'agency' AND document @@ (incident.sought($1) && $2::tsquery)`,
      [question, `'${standing}'`],
    )
  ).map(({ id }) => id);

it('finds what was written, assessed and set aside before as if it were done today', async () => {
  await fillRegion(server, 20, { analyse: false });
  await server.asAdmin(
    `INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, text, details, at)
     SELECT $1, id, 120, facility_id, 'note', 'shared', $1, 'Un intrus gargantuesque', '{}', recorded_at
     FROM incident.incident WHERE id = $2`,
    [newId(), incidentOf(7)],
  );
  await server.asAdmin('UPDATE incident.incident SET score = 90 WHERE id = $1', [incidentOf(7)]);
  expect(await found('gargantuesque', 'score:90')).toEqual([]);
  expect(await found('dossier gargantuesque', 'score:-1')).toEqual([]);

  // Set aside from the side of the second, when what spoke for a pair was named by the other's spelling.
  await server.asAdmin(
    `UPDATE incident.incident SET supplier_key = CASE id WHEN $1 THEN 'zorgsoft' ELSE 'zorgsof' END WHERE id IN ($1, $2)`,
    [incidentOf(8), incidentOf(9)],
  );
  await server.asAdmin(
    `INSERT INTO incident.similar_dismissal (one_id, other_id, reason, evidence, at, by)
     VALUES ($1, $2, 'Autre cause.', '{supplier Zorgsoft,product Zorg A,product Zorg B,wording}', now(), $1)`,
    [incidentOf(8), incidentOf(9)],
  );

  const passwords = Object.fromEntries(
    [OWNER_ROLE, ...services.map(loginRoleOf)].map((role) => [role, new URL(server.urlOf(role)).password]),
  );
  const migrated = [{ name: 'incident', migrations }];
  await runMigrations({ adminUrl: server.adminUrl, passwords, services, migrated, database: server.name });

  expect(await found('dossier gargantuesque', 'score:90')).toEqual([incidentOf(7)]);
  expect(await found('gargantuesque', 'score:-1')).toEqual([]);
  const [dismissal] = await server.asAdmin<{ evidence: string[] }>('SELECT evidence FROM incident.similar_dismissal');
  expect(dismissal?.evidence.toSorted()).toEqual(['product', 'supplier zorgsof / zorgsoft', 'wording']);
});
