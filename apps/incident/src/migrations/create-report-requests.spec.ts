import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { services } from '#libs/contracts';
import { OWNER_ROLE, loginRoleOf, runMigrations } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { CreateReportRequests1796120000000 } from './1796120000000-create-report-requests.js';
import { migrations } from './index.js';

const before = migrations.slice(0, migrations.indexOf(CreateReportRequests1796120000000));

let server: TestDatabase;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations: before }]);
});
afterAll(() => server.close());

interface Stage {
  code: string;
  reminders: string[];
}
const regimes = () =>
  server.asAdmin<{ code: string; version: number; from: Date; name: string; stages: Stage[] }>(
    `SELECT code, version, valid_from AS "from", definition->'name'->>'fr' AS name, definition->'stages' AS stages
     FROM incident.clock_regime ORDER BY code, version`,
  );

it('reminds of reports on request from a new version of their regime on, and leaves the versions that there are', async () => {
  // As the release before began: silent, and an administrator has saved a version since.
  await server.asAdmin(`
    UPDATE incident.clock_regime SET definition = jsonb_set(definition, '{stages,2,reminders}', '[]') WHERE code = 'nis2'`);
  await server.asAdmin(`
    INSERT INTO incident.clock_regime (code, version, valid_from, definition, saved_at, saved_by)
    SELECT code, 2, '2026-01-01', jsonb_set(definition, '{name,fr}', '"NIS 2 bis"'), now(), saved_by
    FROM incident.clock_regime WHERE code = 'nis2'`);
  const old = await regimes();
  const passwords = Object.fromEntries(
    [OWNER_ROLE, ...services.map(loginRoleOf)].map((role) => [role, new URL(server.urlOf(role)).password]),
  );
  const migrated = [{ name: 'incident', migrations }];
  await runMigrations({ adminUrl: server.adminUrl, passwords, services, migrated, database: server.name });

  const now = await regimes();
  expect(now.filter(({ code, version }) => code !== 'nis2' || version <= 2)).toEqual(old);
  const added = now.filter(({ code, version }) => code === 'nis2' && version > 2);
  const [first, second] = old.filter(({ code }) => code === 'nis2');
  expect(added.map(({ name, version, from }) => [name, version, from])).toEqual([
    ['NIS 2', 3, first?.from],
    ['NIS 2 bis', 4, second?.from],
  ]);
  for (const { stages } of added) {
    expect(stages.map(({ code }) => code)).toEqual(first?.stages.map(({ code }) => code));
    expect(stages.filter(({ code }) => code !== 'intermediate')).toEqual(
      first?.stages.filter(({ code }) => code !== 'intermediate'),
    );
    expect(stages.find(({ code }) => code === 'intermediate')?.reminders).toEqual([
      '-P1D',
      '-PT4H',
      'PT0S',
      'PT4H',
      'P1D',
    ]);
  }
});
