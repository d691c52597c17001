import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, type DatabaseScope, rows } from '#libs/database';
import { messagingMigrated } from '#libs/messaging';
import { newId } from '#libs/platform';
import { type TestDatabase, startTestDatabase } from '#libs/testing';
import { migrations } from '../migrations/index.js';
import { facilityOf, fillRegion, incidentOf } from './fixtures/region.js';

const INCIDENTS = Number(process.env['VIGIE_REGION_SIZE'] ?? 20_000);
const actorId = newId();
const AGENCY: DatabaseScope = { kind: 'agency', actorId };
const FACILITY: DatabaseScope = { kind: 'facility', actorId, facilities: [facilityOf(7)] };

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await startTestDatabase([messagingMigrated, { name: 'incident', migrations }]);
  database = await server.connect('incident');
  await fillRegion(server, INCIDENTS);
});
afterAll(() => server.close());

const asked = <T extends object>(scope: DatabaseScope, sql: string, params: unknown[] = []): Promise<T[]> =>
  database.transaction(scope, (tx) => rows<T>(tx, sql, params));
const planOf = async (scope: DatabaseScope, sql: string, params: unknown[]): Promise<string> =>
  (await asked<{ 'QUERY PLAN': string }>(scope, `EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) ${sql}`, params))
    .map((line) => line['QUERY PLAN'])
    .join('\n');
const foundIn = (reader: string) =>
  `SELECT incident_id AS id FROM search_text WHERE reader = '${reader}' AND document @@ sought($1)`;
const found = async (scope: DatabaseScope, question: string) =>
  (await asked<{ id: string }>(scope, foundIn(scope.kind), [question])).map(({ id }) => id);

/** Words that nobody else has. */
async function worded(number: number, words: string, supplier = 'Éditeur de Santé'): Promise<void> {
  await server.asAdmin(
    `UPDATE incident.incident SET what = $2, supplier = $3, supplier_key = lower($3), report = '{"measures": "Cloisonnement du réseau"}'
     WHERE id = $1`,
    [incidentOf(number), words, supplier],
  );
}
const noted = (
  number: number,
  visibility: string,
  text: string,
  entry: { id?: string; edits?: string; seq?: number } = {},
) =>
  server.asAdmin(
    `INSERT INTO incident.journal_entry (id, incident_id, seq, facility_id, type, visibility, agency_author_id, text, details, at)
     SELECT $1, id, coalesce($7, (SELECT coalesce(max(seq), 0) + 1 FROM incident.journal_entry WHERE incident_id = i.id)), facility_id, $5, $3, $1,
       $4, jsonb_strip_nulls(jsonb_build_object('entryId', $6::text)), recorded_at FROM incident.incident i WHERE id = $2`,
    [
      entry.id ?? newId(),
      incidentOf(number),
      visibility,
      text,
      entry.edits ? 'edited' : 'note',
      entry.edits ?? null,
      entry.seq ?? null,
    ],
  );

describe('the words of an incident', () => {
  it('are found whatever their accents, endings and case, in the answers, the supplier and the report', async () => {
    await worded(7, 'Les imprimantes d’étiquettes du laboratoire sont chiffrées par hyperviroquet');
    for (const question of [
      'étiquette',
      'ETIQUETTES',
      'chiffrée laboratoire',
      'editeur santé hyperviroquet',
      'cloisonnements',
    ]) {
      expect(await found(AGENCY, question)).toContain(incidentOf(7));
    }
    expect(await found(AGENCY, 'hyperviroquet -laboratoire')).toEqual([]);
    await worded(7, 'Fausse alerte');
    expect(await found(AGENCY, 'hyperviroquet')).toEqual([]);
  });

  it('hold no contact, and are those of the last wording of an entry', async () => {
    expect(await found(AGENCY, 'Personne')).toEqual([]);
    const id = newId();
    await noted(8, 'shared', 'Le routeur zorglubien est tombé', { id });
    expect(await found(AGENCY, 'zorglubien')).toEqual([incidentOf(8)]);
    await noted(8, 'shared', 'Le routeur est tombé', { edits: id });
    expect(await found(AGENCY, 'zorglubien')).toEqual([]);
  });

  it('are the reader’s alone: nothing of other facilities, nothing of what the agency wrote for itself', async () => {
    await worded(7, 'Panne xylographique');
    await worded(8, 'Panne xylographique');
    await noted(7, 'agency', 'Soupçon ventriloque');
    await noted(7, 'shared', 'Appel ornithologue');
    expect((await found(AGENCY, 'xylographique')).toSorted()).toEqual([incidentOf(7), incidentOf(8)]);
    expect(await found(FACILITY, 'xylographique')).toEqual([incidentOf(7)]);
    expect(await found(AGENCY, 'ventriloque')).toEqual([incidentOf(7)]);
    expect(await found(FACILITY, 'ventriloque')).toEqual([]);
    expect(await found(FACILITY, 'ornithologue')).toEqual([incidentOf(7)]);
    await expect(asked(FACILITY, 'UPDATE search_text SET part = part')).rejects.toThrow('permission denied');
    for (const table of ['supplier_name', 'wording'])
      await expect(asked(FACILITY, `SELECT * FROM ${table}`)).rejects.toThrow('permission denied');
  });

  it('are found in a long journal together with those of the answers, as these are now', async () => {
    await worded(10, 'Panne xérographique');
    await noted(10, 'shared', 'Un intrus gargantuesque', { seq: 120 });
    await noted(10, 'shared', 'Un intrus funambule', { seq: 250 });
    for (const scope of [AGENCY, { ...FACILITY, facilities: [facilityOf(10)] }]) {
      expect(await found(scope, 'xérographique gargantuesque')).toEqual([incidentOf(10)]);
      expect(await found(scope, 'xérographique funambule')).toEqual([incidentOf(10)]);
    }
    await worded(10, 'Panne stéréophonique');
    expect(await found(AGENCY, 'stéréophonique gargantuesque')).toEqual([incidentOf(10)]);
    expect(await found(AGENCY, 'xérographique gargantuesque')).toEqual([]);
  });

  it('stand under the score of today alone, however long the journal', async () => {
    await noted(11, 'shared', 'Un intrus saltimbanque', { seq: 3 });
    await noted(11, 'shared', 'Un intrus somnambule', { seq: 120 });
    const scored = (question: string, score: number) =>
      asked(AGENCY, `${foundIn('agency')} AND document @@ $2::tsquery`, [question, `'score:${score}'`]);
    for (const score of [90, 20, 55]) {
      await server.asAdmin('UPDATE incident.incident SET score = $2 WHERE id = $1', [incidentOf(11), score]);
      for (const word of ['saltimbanque', 'somnambule']) {
        const under = [-1, 90, 20, 55].map(async (other) => (await scored(word, other)).length);
        expect(await Promise.all(under)).toEqual([-1, 90, 20, 55].map((other) => (other === score ? 1 : 0)));
      }
    }
  });

  it('are found by an index', async () => {
    await worded(7, 'Panne xylographique');
    const plan = await planOf(AGENCY, foundIn('agency'), ['xylographique']);
    expect(plan).toContain('Bitmap Index Scan on search_text_by_word');
  });
});

describe('names of suppliers', () => {
  it('are near when a letter is wrong, nearest first', async () => {
    await worded(9, 'Panne', 'Softway Médical');
    const near = await asked<{ key: string }>(AGENCY, 'SELECT key FROM near_suppliers($1)', ['sofway médical']);
    expect(near[0]?.key).toBe('softway médical');
  });
});
