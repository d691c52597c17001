import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Database, type DatabaseScope, rows } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { fillRegion, incidentOf } from '../search/fixtures/region.js';
import { CANDIDATES, RARE_WORDS } from './similar.sql.js';

const INCIDENTS = Number(process.env['VIGIE_REGION_SIZE'] ?? 20_000);
const AGENCY: DatabaseScope = { kind: 'agency', actorId: newId() };
const AT = '2026-10-01T00:00:00Z';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations }]);
  database = await server.connect('incident');
  await fillRegion(server, INCIDENTS);
});
afterAll(() => server.close());

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: Node[];
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Every node of the plan, as it ran. */
async function ran(sql: string, params: unknown[]): Promise<Node[]> {
  const explained = await database.transaction(AGENCY, (tx) =>
    rows<{ 'QUERY PLAN': { Plan: Node }[] }>(tx, `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`, params),
  );
  return nodesOf(explained[0]!['QUERY PLAN'][0]!.Plan);
}

it('are looked for in a small part of what there is, by indexes alone', async () => {
  const stems = ['mot19', 'mot500', 'mot1999', 'mot7777'].map((stem) => `'${stem}'`).join(' | ');
  const looked = await ran(CANDIDATES, [incidentOf(1), 'real', AT, 'editeur3', ['mot41 mot42'], stems]);
  const words = await ran(RARE_WORDS, [['serveur', 'mot19', 'mot777'], 'real', AT]);
  for (const nodes of [looked, words]) {
    const read = nodes.filter((node) => node['Relation Name'] === 'wording');
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
    const rowsRead = read.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0);
    if (process.env['VIGIE_REGION_SIZE'])
      process.stdout.write(`${rowsRead} of ${INCIDENTS} incidents read: ${(rowsRead / INCIDENTS).toFixed(4)}\n`);
    expect(rowsRead).toBeLessThan(Math.max(1_000, INCIDENTS / 20));
  }
});
