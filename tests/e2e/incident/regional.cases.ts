import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeclarationInput } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { until } from '../alerting/rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');

type Declared = { who: ReturnType<typeof declarant>; incidentId: string };

const declared = async (who = declarant(), part: Partial<DeclarationInput> = {}): Promise<Declared> => {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId, part));
  return { who, incidentId };
};
const several = (count: number): Promise<Declared[]> => Promise.all(Array.from({ length: count }, () => declared()));

const create = (declarations: Declared[], part: { id?: string; kind?: 'real' | 'exercise' } = {}, key?: string) =>
  rig.as(
    analyst,
    'incident.regional.create',
    {
      id: newId(),
      title: 'Panne de l’éditeur',
      supplier: 'Éditeur Santé',
      incidentIds: declarations.map(({ incidentId }) => incidentId),
      ...part,
    },
    key,
  );
const link = (regionalId: string, declarations: Declared[]) =>
  rig.as(analyst, 'incident.regional.link', {
    regionalId,
    incidentIds: declarations.map(({ incidentId }) => incidentId),
  });
const unlink = (regionalId: string, { incidentId }: Declared) =>
  rig.as(analyst, 'incident.regional.unlink', { regionalId, incidentId });

/** Whose facility each is: of a legal entity of its own. */
const owned = (declarations: Declared[], owner?: string) =>
  rig.database.asAdmin(
    `INSERT INTO incident.facility_owner (facility_id, owner) SELECT id, coalesce($2, id::text) FROM unnest($1::uuid[]) AS id
     ON CONFLICT DO NOTHING`,
    [declarations.map(({ who }) => who.facilityId), owner ?? null],
  );

/** What each facility is told, as its own declarant. */
const told = (declarations: Declared[]): Promise<(number | null)[]> =>
  Promise.all(
    declarations.map(async ({ who, incidentId }) => {
      const incident = await rig.as(who, 'incident.incident.get', { incidentId });
      expect(incident.regionalId).toBeNull();
      return incident.similarCount;
    }),
  );

/** After a round that began later than now. */
async function nextRound(regionalId: string): Promise<void> {
  const round = async () =>
    (
      await rig.database.asAdmin<{ round: string }>(
        'SELECT told_round AS round FROM incident.regional_incident WHERE id = $1',
        [regionalId],
      )
    )[0]?.round;
  const now = String(Math.floor(Date.now() / 1000));
  await until('the next round', async () => Number(await round()) > Number(now));
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a regional incident', () => {
  it('tells a facility of similar declarations from three others on, in bands, at the next round', async () => {
    const five = await several(5);
    await owned(five);
    const regional = await create(five.slice(0, 3));
    expect(regional).toMatchObject({
      reference: expect.stringMatching(/^972-R-\d{4}-\d{4}$/),
      state: 'open',
      version: 1,
      incidentCount: 3,
      tlp: 'AMBER',
    });
    await nextRound(regional.id);
    expect(await told(five)).toEqual([null, null, null, null, null]);

    expect(await link(regional.id, five.slice(3, 4))).toMatchObject({ incidentCount: 4, version: 2 });
    await nextRound(regional.id);
    expect(await told(five)).toEqual([3, 3, 3, 3, null]);
    // One that comes and one that goes change nothing for the others.
    await link(regional.id, five.slice(4));
    await nextRound(regional.id);
    expect(await told(five)).toEqual([3, 3, 3, 3, 3]);
    expect(await unlink(regional.id, five[0]!)).toMatchObject({ incidentCount: 4, version: 4 });
    await nextRound(regional.id);
    expect(await told(five)).toEqual([null, 3, 3, 3, 3]);
  });

  it('tells nothing before the first fixed instant after it was opened, whoever looks meanwhile', async () => {
    const five = await several(5);
    await owned(five);
    const id = newId();
    const looked = async () => {
      // A service looks as soon as it starts.
      await sleep(3_000);
      expect(await told(five)).toEqual([null, null, null, null, null]);
    };
    const open = async () => {
      await create(five, { id });
      await looked();
    };
    await rig.replacedBy({ VIGIE_SIMILAR_SECONDS: '86400' }, [open, looked]);
    await nextRound(id);
    expect(await told(five)).toEqual([3, 3, 3, 3, 3]);
  });

  it('counts legal entities: not the declarations of one, not its sites, and none of those whom one person works for', async () => {
    const neighbour = declarant();
    const ofNeighbour = [await declared(neighbour), await declared(neighbour), await declared(neighbour)];
    const sites = await several(3);
    const others = await several(3);
    await owned(ofNeighbour);
    await owned(sites, 'group');
    await owned(others);
    const few = await create([...ofNeighbour, ...sites, ...others.slice(0, 1)]);
    await nextRound(few.id);
    expect(await told(sites)).toEqual([null, null, null]);
    const { id } = await create(others.slice(1));
    await rig.as(analyst, 'incident.regional.take-apart', { regionalId: id, reason: 'Même cause.' });
    await link(few.id, others.slice(1));
    await nextRound(few.id);
    // The neighbour and three others; for the three, the group is one.
    expect(await told([ofNeighbour[0]!, sites[0]!, others[0]!])).toEqual([3, 3, 3]);
    const [one, two] = others;
    const both = { ...one!.who, facilities: [...one!.who.facilities, ...two!.who.facilities] };
    const seen = await rig.as(both, 'incident.incident.get', { incidentId: one!.incidentId });
    expect(seen.similarCount).toEqual(3);
    const three = { ...both, facilities: [...both.facilities, ...others[2]!.who.facilities] };
    const alone = await rig.as(three, 'incident.incident.get', { incidentId: one!.incidentId });
    expect(alone.similarCount).toBeNull();
  });

  it('cannot be asked by declaring, amending and withdrawing, by coming and going', async () => {
    const others = await several(4);
    const attacker = declarant();
    const probe = await declared(attacker);
    await owned([...others, probe]);
    const { id } = await create([...others, probe]);
    await nextRound(id);
    const seen = new Set<number | null>();
    const look = async () => {
      for (const { similarCount } of (await rig.as(attacker, 'incident.incident.list', { kind: 'real' })).items)
        if (similarCount !== null) seen.add(similarCount);
    };
    await look();
    for (const supplier of ['Éditeur Santé', 'Autre', null]) {
      const again = await declared(attacker, { supplier });
      await rig.as(attacker, 'incident.incident.reclassify', {
        incidentId: again.incidentId,
        nature: 'false-alarm',
        reason: null,
      });
      await look();
      await link(id, [again]);
      await look();
      await nextRound(id);
      await look();
      await unlink(id, again);
      await look();
    }
    expect([...seen]).toEqual([3]);
    expect(await told(others)).toEqual([3, 3, 3, 3]);
  });

  it('says each change once: to each that joins or leaves, and what it is told, with no number of others in the link', async () => {
    const five = await several(5);
    await owned(five);
    const regional = await create(five.slice(0, 4));
    await nextRound(regional.id);
    await link(regional.id, five.slice(4));
    await unlink(regional.id, five[4]!);
    await nextRound(regional.id);
    const said = await rig.events(five[0]!.incidentId);
    expect(said.map(({ type, payload }) => [type, payload['similarCount']])).toEqual([
      ['incident.declared', undefined],
      ['incident.linked', null],
      ['incident.similar-told', 3],
    ]);
    expect((await rig.events(five[4]!.incidentId)).map(({ type }) => type)).toEqual([
      'incident.declared',
      'incident.linked',
      'incident.unlinked',
    ]);
    const events = await rig.events(regional.id);
    expect(events.map(({ type, version, payload }) => [type, version, payload['incidentCount']])).toEqual([
      ['regional.created', 1, 4],
      ['regional.changed', 2, 5],
      ['regional.changed', 3, 4],
    ]);
  });

  it('is taken apart whole and once: all stand alone, may be linked anew, and their history stays', async () => {
    const four = await several(4);
    await owned(four);
    const regional = await create(four);
    await nextRound(regional.id);
    const [body, key] = [{ regionalId: regional.id, reason: 'Deux causes distinctes.' }, randomUUID()];
    const apart = await Promise.all([1, 2, 3].map(() => rig.as(analyst, 'incident.regional.take-apart', body, key)));
    expect(new Set(apart.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(apart[0]).toMatchObject({ state: 'closed', incidentCount: 0, version: 2 });
    expect(await told(four)).toEqual([null, null, null, null]);
    expect(await refusalOf(link(regional.id, four))).toBe('state-conflict');
    expect(await refusalOf(rig.as(analyst, 'incident.regional.take-apart', body))).toBe('state-conflict');
    const again = await create(four);
    await nextRound(again.id);
    expect(await told(four)).toEqual([3, 3, 3, 3]);
    const { items } = await rig.as(analyst, 'incident.journal.list', { incidentId: four[0]!.incidentId });
    expect(items.map(({ type, text }) => [type, text])).toEqual([
      ['declared', null],
      ['linked', null],
      ['unlinked', 'Deux causes distinctes.'],
      ['linked', null],
    ]);
  });

  it('is kept in the journal for the agency alone', async () => {
    const four = await several(4);
    const regional = await create(four);
    await unlink(regional.id, four[0]!);
    const { who, incidentId } = four[0]!;
    const mine = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(mine.items.map(({ type }) => type)).toEqual(['declared']);
    const theirs = await rig.as(analyst, 'incident.journal.list', { incidentId });
    expect(theirs.items.map(({ seq, type, details }) => [seq, type, details['reference']])).toEqual([
      [1, 'declared', undefined],
      [2, 'linked', regional.reference],
      [3, 'unlinked', regional.reference],
    ]);
  });

  it('holds a declaration once, and never an exercise among what is real', async () => {
    const [linked, free] = await several(2);
    const regional = await create([linked!]);
    expect(await refusalOf(create([linked!]))).toBe('already-linked');
    expect(await refusalOf(link(regional.id, [free!, linked!]))).toBe('already-linked');
    const exercise = await declared(declarant(), { kind: 'exercise' });
    await expect(link(regional.id, [free!, exercise])).rejects.toMatchObject({
      code: 'invalid-request',
      params: { places: [{ path: 'incidentIds.1', code: 'kind-differs' }] },
    });
    const rehearsed = await create([exercise], { kind: 'exercise' });
    expect(rehearsed.reference).toMatch(/^972-R-X-\d{4}-\d{4}$/);
    expect((await rig.as(analyst, 'incident.incident.list', { regionalId: rehearsed.id })).total).toBe(1);
    expect(await refusalOf(create([{ ...free!, incidentId: newId() }]))).toBe('not-found');
    expect(await refusalOf(link(newId(), [free!]))).toBe('not-found');
    expect(await refusalOf(unlink(regional.id, free!))).toBe('not-found');
    expect(await told([free!])).toEqual([null]);
    expect(await rig.events(free!.incidentId)).toHaveLength(1);
  });

  it('is made once for one key and one id', async () => {
    const four = await several(4);
    const [id, key] = [newId(), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 5 }, () => create(four, { id }, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await refusalOf(create(await several(1), { id }))).toBe('already-exists');
    expect(await rig.events(id)).toHaveLength(1);
  });

  it('is the agency’s: a facility cannot read, list or lead it', async () => {
    const [one] = await several(1);
    const { id: regionalId } = await create([one!]);
    for (const asked of [
      rig.as(one!.who, 'incident.regional.get', { regionalId }),
      rig.as(one!.who, 'incident.regional.list', {}),
      rig.as(one!.who, 'incident.board.get', {}),
      rig.as(agent('approver'), 'incident.regional.unlink', { regionalId, incidentId: one!.incidentId }),
    ]) {
      expect(await refusalOf(asked)).toBe('forbidden');
    }
    const listed = await rig.as(agent('auditor'), 'incident.regional.list', { state: 'open', limit: 1 });
    expect(listed).toMatchObject({ items: [{ id: regionalId }], next: expect.any(String) });
    const rest = await rig.as(analyst, 'incident.regional.list', { cursor: listed.next!, state: 'open', limit: 200 });
    expect(rest.items).toHaveLength(listed.total - 1);
  });

  it('is led by many hands at once without a deadlock, and every count is true in the end', async () => {
    const declarations = await several(12);
    const [first, second] = await Promise.all([create(declarations.slice(0, 1)), create(declarations.slice(1, 2))]);
    const rest = declarations.slice(2);
    const wishes = rest.flatMap((one, index) => [
      link(first.id, index % 2 === 0 ? [one, rest[(index + 3) % rest.length]!] : [one]),
      link(second.id, [one]),
      rig.as(analyst, 'incident.journal.write', { id: newId(), incidentId: one.incidentId, text: 'Suivi' }),
    ]);
    const results = await Promise.allSettled(wishes);
    const faults = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason.code)] : []));
    expect(faults.filter((code) => code !== 'already-linked')).toEqual([]);

    for (const regionalId of [first.id, second.id]) {
      const { incidentCount } = await rig.as(analyst, 'incident.regional.get', { regionalId });
      const { items, total } = await rig.as(analyst, 'incident.incident.list', { regionalId });
      expect(total).toBe(incidentCount);
      expect(items.map(({ regionalId: under }) => under)).toEqual(items.map(() => regionalId));
    }
    for (const { incidentId } of declarations) {
      const { version } = await rig.as(analyst, 'incident.incident.get', { incidentId });
      expect((await rig.events(incidentId)).map((event) => event.version)).toEqual(upTo(version));
    }
  });
});
