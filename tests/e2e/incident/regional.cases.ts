import { randomUUID } from 'node:crypto';
import type { DeclarationInput } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { agent, declarant, declaration, refusalOf } from './rig.js';
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

/** What each facility is told, as its own declarant. */
const told = (declarations: Declared[]): Promise<(number | null)[]> =>
  Promise.all(
    declarations.map(async ({ who, incidentId }) => {
      const incident = await rig.as(who, 'incident.incident.get', { incidentId });
      expect(incident.regionalId).toBeNull();
      return incident.similarCount;
    }),
  );

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a regional incident', () => {
  it('tells a facility of similar declarations from three on, and takes it back below', async () => {
    const four = await several(4);
    const regional = await create(four.slice(0, 3));
    expect(regional).toMatchObject({
      reference: expect.stringMatching(/^972-R-\d{4}-\d{4}$/),
      state: 'open',
      version: 1,
      incidentCount: 3,
      tlp: 'AMBER',
    });
    expect(await told(four)).toEqual([null, null, null, null]);

    expect(await link(regional.id, four.slice(3))).toMatchObject({ incidentCount: 4, version: 2 });
    expect(await told(four)).toEqual([3, 3, 3, 3]);
    expect((await link(regional.id, await several(1))).incidentCount).toBe(5);
    expect(await told(four)).toEqual([4, 4, 4, 4]);

    expect(await unlink(regional.id, four[0]!)).toMatchObject({ incidentCount: 4 });
    expect(await told(four)).toEqual([null, 3, 3, 3]);
    expect(await unlink(regional.id, four[1]!)).toMatchObject({ incidentCount: 3, version: 5 });
    expect(await told(four)).toEqual([null, null, null, null]);
    expect(await rig.as(analyst, 'incident.regional.get', { regionalId: regional.id })).toMatchObject({
      incidentCount: 3,
    });
  });

  it('does not count a facility’s own declarations as similar ones', async () => {
    const who = declarant();
    const all = [await declared(who), await declared(who), ...(await several(3))];
    await create(all);
    expect(await told(all)).toEqual([3, 3, 4, 4, 4]);
  });

  it('tells nothing of one neighbour who declares three times', async () => {
    const neighbour = declarant();
    const all = [
      ...(await several(1)),
      await declared(neighbour),
      await declared(neighbour),
      await declared(neighbour),
    ];
    await create(all);
    expect(await told(all)).toEqual([null, null, null, null]);
  });

  it('says each change once: to each that joins or leaves, and to whoever is counted anew', async () => {
    const five = await several(5);
    const regional = await create(five.slice(0, 4));
    await link(regional.id, five.slice(4));
    await unlink(regional.id, five[4]!);
    const said = await rig.events(five[0]!.incidentId);
    expect(said.map(({ type, payload }) => [type, payload['similarCount']])).toEqual([
      ['incident.declared', undefined],
      ['incident.linked', 3],
      ['incident.linked', 4],
      ['incident.linked', 3],
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

  it('gives those below three no event that counts the others', async () => {
    const three = await several(3);
    const regional = await create(three.slice(0, 1));
    await link(regional.id, three.slice(1, 2));
    await link(regional.id, three.slice(2));
    expect(await rig.events(three[0]!.incidentId)).toHaveLength(2);
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
    expect(await told(four)).toEqual([3, 3, 3, 3]);
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
    const rest = await rig.as(analyst, 'incident.regional.list', { cursor: listed.next!, limit: 200 });
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
      const expected = incidentCount > 3 ? incidentCount - 1 : null;
      expect(items.map(({ similarCount }) => similarCount)).toEqual(items.map(() => expected));
    }
    for (const { incidentId } of declarations) {
      const { version } = await rig.as(analyst, 'incident.incident.get', { incidentId });
      expect((await rig.events(incidentId)).map((event) => event.version)).toEqual(upTo(version));
    }
  });
});
