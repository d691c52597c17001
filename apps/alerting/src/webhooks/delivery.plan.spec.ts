import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Database, type DatabaseScope, rows } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { TAKE } from './delivery.sql.js';

const SYSTEM: DatabaseScope = { kind: 'system' };
const NOW = new Date('2026-11-30T12:00:00.000Z');
const LEASE = new Date('2026-11-30T12:01:00.000Z');
const [facilityId, endpointId] = [newId(), newId()];

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'alerting', migrations }]);
  database = await server.connect('alerting');
  await server.asAdmin(
    `INSERT INTO alerting.webhook_endpoint (id, facility_id, name, url, topics, tlp_ceiling, state, lease_until, created_by, created_at)
     VALUES ($1, $2, 'SIEM', 'https://outil.exemple.fr/', '{incident.closed}', 'AMBER', 'active', $3, $2, $4)`,
    [endpointId, facilityId, LEASE, NOW],
  );
  // Long ago 20,000 arrived; then came a backlog of 5,000.
  await server.asAdmin(
    `INSERT INTO alerting.webhook_delivery (id, endpoint_id, facility_id, event_id, type, kind, body, at, state, next_at, created_at)
     SELECT gen_random_uuid(), $1, $2, gen_random_uuid(), 'incident.closed', 'real', '{"data":{"tlp":"AMBER"}}', $3::timestamptz - n * interval '1 min',
       CASE WHEN n > 5000 THEN 'done' ELSE 'open' END, $3, $3
     FROM generate_series(1, 25000) AS n`,
    [endpointId, facilityId, NOW],
  );
  await server.asAdmin('ANALYZE alerting.webhook_endpoint, alerting.webhook_delivery');
});
afterAll(() => server?.close());

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

it('the oldest of a backlog is found without looking through it, nor through what has arrived', async () => {
  const explained = await database.transaction(SYSTEM, (tx) =>
    rows<{ 'QUERY PLAN': { Plan: Node }[] }>(tx, `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${TAKE}`, [
      endpointId,
      NOW,
      LEASE,
      LEASE,
    ]),
  );
  const nodes = nodesOf(explained[0]!['QUERY PLAN'][0]!.Plan);
  expect(nodes[0]).toMatchObject({ 'Node Type': 'ModifyTable', 'Actual Rows': 1 });
  const read = nodes.filter(
    (node) => node['Relation Name'] === 'webhook_delivery' && node['Node Type'] !== 'ModifyTable',
  );
  const looked = read.reduce(
    (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
    0,
  );
  expect(read.length).toBeGreaterThan(0);
  expect(looked).toBeLessThan(10);
});
