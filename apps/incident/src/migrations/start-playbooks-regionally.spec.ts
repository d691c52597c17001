import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { messagingMigrated } from '#libs/messaging';
import { newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import type { QueryRunner } from 'typeorm';
import { fillRegion, incidentOf } from '../search/fixtures/region.js';
import { StartPlaybooksRegionally1796270000000 } from './1796270000000-start-playbooks-regionally.js';
import { migrations } from './index.js';

let server: TestDatabase;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations }]);
  await fillRegion(server, 20, { analyse: false });
});
afterAll(() => server.close());

async function aRegional(): Promise<string> {
  const id = newId();
  await server.asAdmin(
    `INSERT INTO incident.regional_incident (id, reference, territory, kind, title, tlp, incident_count, opened_at, opened_by)
     VALUES ($1, $2, '972', 'real', 'Panne', 'AMBER', 0, now(), $1)`,
    [id, id],
  );
  return id;
}

async function aRun(incidentId: string | null, regionalId: string | null): Promise<string> {
  const id = newId();
  await server.asAdmin(
    `INSERT INTO incident.playbook_run (id, incident_id, regional_id, code, version, name, started_by, started_at)
     VALUES ($1, $2, $3, 'phishing', 1, '{}', $1, now())`,
    [id, incidentId, regionalId],
  );
  return id;
}

async function aTask(place: 'incident_id' | 'regional_id', placeId: string, runId: string, side = 'agency') {
  const id = newId();
  await server.asAdmin(
    `INSERT INTO incident.task (id, ${place}, facility_id, side, position, title, checklist, after, run_id, created_by, changed_at)
     VALUES ($1, $2, (SELECT facility_id FROM incident.incident WHERE id = $2), $4, 1, '{}', '[]', '{}', $3, $1, now())`,
    [id, placeId, runId, side],
  );
  return id;
}

it('lets a playbook be under way once on an incident or a regional incident, never on both', async () => {
  const [regionalId, other] = [await aRegional(), await aRegional()];
  await expect(aRun(null, null)).rejects.toThrow('playbook_run_of_one');
  await expect(aRun(incidentOf(3), regionalId)).rejects.toThrow('playbook_run_of_one');
  await aRun(incidentOf(3), null);
  await expect(aRun(incidentOf(3), null)).rejects.toThrow('playbook_run_under_way');
  const runId = await aRun(null, regionalId);
  await expect(aRun(null, regionalId)).rejects.toThrow('playbook_run_under_way_regional');
  await aRun(null, other);
  await server.asAdmin('UPDATE incident.playbook_run SET reversed_at = now() WHERE id = $1', [runId]);
  await aRun(null, regionalId);
  await expect(aTask('regional_id', regionalId, runId, 'facility')).rejects.toThrow('task_of_region');
});

it('is taken back with the tasks left, and can come again', async () => {
  const regionalId = await aRegional();
  const [ofRegional, own] = [await aRun(null, regionalId), await aRun(incidentOf(4), null)];
  const made = [
    await aTask('regional_id', regionalId, ofRegional),
    await aTask('incident_id', incidentOf(5), ofRegional, 'facility'),
    await aTask('incident_id', incidentOf(4), own),
  ];
  await server.asAdmin(
    `INSERT INTO incident.regional_entry (id, regional_id, seq, type, author_id, text, at)
     VALUES ($1, $1, 2, 'playbook-started', $1, NULL, now()), ($2, $1, 3, 'playbook-reversed', $1, 'Motif', now()),
       ($3, $1, 4, 'note', $1, 'Reste', now())`,
    [regionalId, newId(), newId()],
  );
  const migration = new StartPlaybooksRegionally1796270000000();
  const runner = { query: (statement: string) => server.asAdmin(statement) } as unknown as QueryRunner;
  await migration.down(runner);
  const tasks = await server.asAdmin<{ run: string | null }>(
    'SELECT run_id AS run FROM incident.task JOIN unnest($1::uuid[]) WITH ORDINALITY AS made (id, place) USING (id) ORDER BY place',
    [made],
  );
  expect(tasks.map(({ run }) => run)).toEqual([null, null, own]);
  const entries = await server.asAdmin('SELECT type FROM incident.regional_entry WHERE regional_id = $1', [regionalId]);
  expect(entries).toEqual([{ type: 'note' }]);
  expect(await server.asAdmin('SELECT 1 FROM incident.playbook_run WHERE incident_id IS NULL')).toEqual([]);
  await migration.up(runner);
  await aRun(null, regionalId);
});
