import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { type CommandInput, type IncidentSummary, levelOf, scoreOf } from '#libs/contracts';
import { anAssessment } from '../story/declare.js';
import { agent, declarant, declaration } from './rig.js';
import { rig } from './running.js';

type Query = CommandInput<'incident.incident.list'>;
const analyst = agent('analyst');
const list = (query: Query, who = analyst) => rig.as(who, 'incident.incident.list', query);
const rehearsed = (query: Query) => list({ ...query, kind: 'exercise' });
const idsOf = async (query: Query, who = analyst) => (await list(query, who)).items.map(({ id }) => id);

/** Rehearsed incidents of past years, so that other cases do not count them; every third with a second word, each fifth never assessed. */
async function past(count: number, word: string): Promise<string> {
  const { facilityId } = declarant();
  await rig.database.asAdmin(
    `INSERT INTO incident.incident (id, reference, facility_id, territory, kind, state, what, aware_at, recorded_at, changed_at,
       suspected_malicious, degraded_mode, care_services, patient_danger, data_touched, data_classes, help_wanted, contact_name,
       declared_by, declaration_hash, score)
     SELECT gen_random_uuid(), $3 || '-' || n, $1, '972', 'exercise', 'closed', $3 || CASE WHEN n % 3 = 0 THEN ' seconde' ELSE '' END, at, at, at,
       'unknown', 'unknown', '{}', 'unknown', 'unknown', '{}', '{}', 'Garde', $1, '', CASE WHEN n % 5 > 0 THEN n % 101 END
     FROM generate_series(1, $2::int) AS n, LATERAL (SELECT now() - n * interval '36 hours' AS at) AS drawn`,
    [facilityId, count, word],
  );
  return facilityId;
}

async function assess(incidentId: string, care: 'stopped' | 'minor') {
  const assessment = anAssessment();
  const answers = { ...assessment.answers, care };
  const severity = levelOf(scoreOf(answers), answers.danger);
  return rig.as(analyst, 'incident.severity.assess', { ...assessment, incidentId, answers, severity });
}

async function walk(query: Query): Promise<{ seen: IncidentSummary[]; total: number }> {
  const seen: IncidentSummary[] = [];
  let page: Awaited<ReturnType<typeof rehearsed>> | undefined;
  do {
    page = await rehearsed({ ...query, limit: 100, ...(page?.next && { cursor: page.next }) });
    seen.push(...page.items);
  } while (page.next);
  return { seen, total: page.total };
}

describe('a search', () => {
  it('finds what the journal says, for each side what it may read, in the last wording', async () => {
    const who = declarant();
    const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
    const write = (text: string, visibility: 'shared' | 'agency') =>
      rig.as(analyst, 'incident.journal.write', { id: newId(), incidentId, text, visibility });
    const said = await write('Le commutateur pantagruélique est tombé.', 'shared');
    await write('Piste : un prestataire gargantuesque.', 'agency');
    expect(await idsOf({ q: 'commutateurs pantagrueliques' })).toEqual([incidentId]);
    expect(await idsOf({ q: 'commutateur gargantuesque' })).toEqual([incidentId]);
    expect(await idsOf({ q: 'pantagruélique' }, who)).toEqual([incidentId]);
    expect(await idsOf({ q: 'gargantuesque' }, who)).toEqual([]);
    expect(await idsOf({ q: 'pantagruélique' }, declarant())).toEqual([]);
    const edit = { id: newId(), incidentId, entryId: said.id, base: said.seq, text: 'Le commutateur est tombé.' };
    await rig.as(analyst, 'incident.journal.edit', edit);
    expect(await idsOf({ q: 'pantagruélique' })).toEqual([]);
    expect(await idsOf({ q: 'pantagruélique' }, who)).toEqual([]);
    expect(await idsOf({ q: 'commutateur gargantuesque' })).toEqual([incidentId]);
  });

  it('pages through years of incidents, each once, newest or gravest first, with any filter', async () => {
    const facilityId = await past(700, 'zygomorphe');
    const newest = await walk({ q: 'zygomorphe' });
    // The first page counts no further than 200; the pages go on to the end.
    expect([newest.seen.length, newest.total]).toEqual([700, 200]);
    expect(new Set(newest.seen.map(({ id }) => id)).size).toBe(700);
    const instants = newest.seen.map(({ recordedAt }) => recordedAt);
    expect(instants).toEqual(instants.toSorted().reverse());

    const gravest = await walk({ q: 'zygomorphe', order: 'gravest' });
    const scores = gravest.seen.map(({ score }) => score ?? -1);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(gravest.seen.map(({ id }) => id).toSorted()).toEqual(newest.seen.map(({ id }) => id).toSorted());

    const both = await walk({ q: 'zygomorphe seconde', territory: '972' });
    expect(both.seen).toHaveLength(233);
    expect(await walk({ q: 'zygomorphe seconde', facilityId })).toEqual(both);
    expect(await rehearsed({ q: 'zygomorphe', territory: '971' })).toMatchObject({ items: [], total: 0 });
  });

  it('counts to two hundred, and says that there are more', async () => {
    await past(201, 'anthracite');
    expect(await rehearsed({ q: 'anthracite', limit: 10 })).toMatchObject({ total: 200, isMoreThanTotal: true });
    expect(await rehearsed({ q: 'anthracite seconde', limit: 10 })).toMatchObject({
      total: 67,
      isMoreThanTotal: false,
    });
  });

  it('finds an assessed incident under its new score', async () => {
    const who = declarant();
    const { incidentId } = await rig.as(
      who,
      'incident.declaration.submit',
      declaration(who.facilityId, { what: 'Un lecteur hippocampique est arrêté' }),
    );
    await rig.database.asAdmin('UPDATE incident.incident SET score = 77 WHERE id = $1', [incidentId]);
    expect((await list({ q: 'hippocampique', order: 'gravest' })).items.map(({ id }) => id)).toEqual([incidentId]);
  });

  it('finds the gravest first by a word of the hundred and twentieth entry, and by one of the answers with it', async () => {
    const who = declarant();
    const declared = async (n: number) =>
      (
        await rig.as(
          who,
          'incident.declaration.submit',
          declaration(who.facilityId, { what: `Le serveur turlututu ${n} est arrêté` }),
        )
      ).incidentId;
    const long = await declared(1);
    const other = await declared(2);
    const write = (incidentId: string, text: string) =>
      rig.as(analyst, 'incident.journal.write', { id: newId(), incidentId, text, visibility: 'shared' });
    await write(other, 'Un intrus abracadabrant');
    for (let entry = 2; entry < 120; entry += 1) await write(long, `Point ${entry}`);
    await write(long, 'Un intrus abracadabrant');
    await assess(long, 'stopped');
    await assess(other, 'minor');
    for (const q of ['abracadabrant', 'turlututu abracadabrant'])
      expect(await idsOf({ q, order: 'gravest' })).toEqual([long, other]);
    await assess(long, 'minor');
    await assess(other, 'stopped');
    expect(await idsOf({ q: 'abracadabrant', order: 'gravest' })).toEqual([other, long]);
  });
});
