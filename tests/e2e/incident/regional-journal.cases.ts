import { randomUUID } from 'node:crypto';
import type { CommandInput, RegionalEntry } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { aReport } from '../story/reports.js';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
const colleague = agent('analyst');

interface Declared {
  who: ReturnType<typeof declarant>;
  incidentId: string;
  reference: string;
}

async function several(count: number): Promise<Declared[]> {
  const all = Array.from({ length: count }, async () => {
    const who = declarant();
    const { incidentId, reference } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
    return { who, incidentId, reference };
  });
  return Promise.all(all);
}
const idsOf = (declarations: readonly Declared[]) => declarations.map(({ incidentId }) => incidentId);
const create = async (declarations: readonly Declared[]): Promise<string> =>
  (
    await rig.as(analyst, 'incident.regional.create', {
      ...{ id: newId(), title: 'Panne de l’éditeur', supplier: null },
      incidentIds: idsOf(declarations),
    })
  ).id;
const link = (regionalId: string, declarations: readonly Declared[]) =>
  rig.as(analyst, 'incident.regional.link', { regionalId, incidentIds: idsOf(declarations) });
const unlink = (regionalId: string, { incidentId }: Declared) =>
  rig.as(analyst, 'incident.regional.unlink', { regionalId, incidentId });
const write = (regionalId: string, text: string, part: Partial<CommandInput<'incident.regional.write'>> = {}) =>
  rig.as(analyst, 'incident.regional.write', { id: newId(), regionalId, type: 'note', text, ...part });
const close = (regionalId: string, key?: string) =>
  rig.as(analyst, 'incident.regional.close', { regionalId, reason: 'Tout est rétabli.' }, key);
const reopen = (regionalId: string) =>
  rig.as(colleague, 'incident.regional.reopen', { regionalId, reason: 'La panne revient.' });
const journal = (regionalId: string, part: { limit?: number; cursor?: string } = {}, who = analyst) =>
  rig.as(who, 'incident.regional.journal', { regionalId, ...part });
const typesOf = (entries: readonly RegionalEntry[]) => entries.map(({ type }) => type);

/** No longer open: nobody has to do anything about it any more. */
async function resolve({ incidentId }: Declared): Promise<void> {
  for (const step of ['take', 'acknowledge', 'resolve'] as const)
    await rig.as(analyst, `incident.incident.${step}`, { incidentId });
}

describe('the journal of a regional incident', () => {
  it('tells what was written and what was done, the newest first, by whom, and which declarations came and went', async () => {
    const [one, two, three] = (await several(3)) as [Declared, Declared, Declared];
    const regionalId = await create([one, two]);
    await link(regionalId, [three]);
    await write(regionalId, 'L’éditeur annonce un retour à 18 h.');
    const id = newId();
    const decided = { id, regionalId, type: 'decision', text: 'Passer au papier.' } as const;
    const written = await rig.as(colleague, 'incident.regional.write', decided);
    await unlink(regionalId, three);
    await rig.as(analyst, 'incident.regional.take-apart', { regionalId, reason: 'Deux causes.' });
    const { items, next, total } = await journal(regionalId);
    expect(items.map(({ type, text, incidents, authorId }) => [type, text, incidents, authorId])).toEqual([
      ['taken-apart', 'Deux causes.', [one.reference, two.reference].sort(), analyst.id],
      ['unlinked', null, [three.reference], analyst.id],
      ['decision', 'Passer au papier.', [], colleague.id],
      ['note', 'L’éditeur annonce un retour à 18 h.', [], analyst.id],
      ['linked', null, [three.reference], analyst.id],
      ['opened', null, [one.reference, two.reference].sort(), analyst.id],
    ]);
    expect([next, total, items[2]]).toEqual([null, 6, written]);
    expect(items.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
  });

  it('comes in pages that nothing written meanwhile moves', async () => {
    const regionalId = await create(await several(1));
    for (let number = 1; number <= 4; number += 1) await write(regionalId, `Note ${number}`);
    const first = await journal(regionalId, { limit: 2 });
    await write(regionalId, 'Plus récente');
    const second = await journal(regionalId, { limit: 2, cursor: first.next ?? '' });
    const third = await journal(regionalId, { limit: 2, cursor: second.next ?? '' });
    const said = [first, second, third].flatMap(({ items }) => items.map(({ text }) => text));
    expect(said).toEqual(['Note 4', 'Note 3', 'Note 2', 'Note 1', null]);
    expect([third.next, third.total]).toEqual([null, 5]);
    expect(await refusalOf(journal(regionalId, { cursor: 'x' }))).toBe('invalid-request');
    const forged = [new Date().toISOString(), newId(), 5, Number.MAX_SAFE_INTEGER];
    const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url');
    expect((await journal(regionalId, { cursor, limit: 1 })).items).toMatchObject([{ text: 'Plus récente' }]);
    const ofAnotherList = await rig.as(analyst, 'incident.regional.list', { limit: 1 });
    expect(await refusalOf(journal(regionalId, { cursor: ofAnotherList.next ?? '' }))).toBe('invalid-request');
  });

  it('takes one entry for one key and one id, and many hands at once one after the other', async () => {
    const regionalId = await create(await several(1));
    const [body, key] = [{ id: newId(), regionalId, type: 'note', text: 'Une fois.' } as const, randomUUID()];
    const same = await Promise.all([1, 2, 3].map(() => rig.as(analyst, 'incident.regional.write', body, key)));
    expect(new Set(same.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await refusalOf(write(regionalId, 'Autre.', { id: body.id }))).toBe('already-exists');
    await Promise.all(Array.from({ length: 12 }, (_, index) => write(regionalId, `Note ${index}`)));
    const { items } = await journal(regionalId);
    expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: 14 }, (_, index) => 14 - index));
    const instants = items.map(({ at }) => at);
    expect(instants).toEqual(instants.toSorted().reverse());
    expect(await rig.as(analyst, 'incident.regional.get', { regionalId })).toMatchObject({ version: 14 });
    expect((await rig.events(regionalId)).map(({ version }) => version)).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    );
  });

  it('says in its event and its audit that, and not what, was written', async () => {
    const regionalId = await create(await several(1));
    const { id, seq } = await write(regionalId, 'Un nom : Camille Inventée.', { type: 'decision' });
    const [, event] = await rig.events(regionalId);
    expect(event).toMatchObject({
      type: 'regional.journal-written',
      payload: { regionalId, entryId: id, seq, entryType: 'decision' },
    });
    const audited = await rig.database.asAdmin<{ action: string; details: Record<string, unknown> }>(
      'SELECT action, details FROM incident.audit WHERE record_id = $1 ORDER BY at',
      [regionalId],
    );
    expect(audited.at(-1)).toMatchObject({ action: 'incident.regional.write', details: { entryId: id, seq } });
    expect(JSON.stringify([event, audited])).not.toContain('Camille');
  });

  it('is the agency’s: a facility reads and writes nothing of it, and who may only read does not write', async () => {
    const [one] = (await several(1)) as [Declared];
    const regionalId = await create([one]);
    const reason = 'Motif.';
    for (const asked of [
      journal(regionalId, {}, one.who),
      rig.as(one.who, 'incident.regional.write', { id: newId(), regionalId, type: 'note', text: 'Non.' }),
      rig.as(one.who, 'incident.regional.close', { regionalId, reason }),
      rig.as(one.who, 'incident.regional.reopen', { regionalId, reason }),
      rig.as(agent('approver'), 'incident.regional.write', { id: newId(), regionalId, type: 'note', text: 'Non.' }),
      rig.as(agent('auditor'), 'incident.regional.close', { regionalId, reason }),
    ])
      expect(await refusalOf(asked)).toBe('forbidden');
    expect(typesOf((await journal(regionalId, {}, agent('auditor'))).items)).toEqual(['opened']);
    expect(await refusalOf(journal(newId()))).toBe('not-found');
    expect(await refusalOf(write(newId(), 'Nulle part.'))).toBe('not-found');
  });

  it.each([`UPDATE regional_entry SET text = 'x'`, 'DELETE FROM regional_entry', 'TRUNCATE regional_entry'])(
    'only grows: the database refuses the agency: %s',
    async (sql) => {
      const database = await rig.database.connect('incident', 1);
      await expect(
        database.transaction({ kind: 'agency', actorId: analyst.id }, (tx) => tx.query(sql)),
      ).rejects.toThrow(/permission denied/);
    },
  );

  it.each(['write', 'close', 'reopen'] as const)(
    '%s is done once although the service dies by kill -9, before its commit and after it',
    async (act) => {
      const [one] = (await several(1)) as [Declared];
      const regionalId = await create([one]);
      await unlink(regionalId, one);
      if (act === 'reopen') await close(regionalId);
      const key = randomUUID();
      const reason = 'Motif.';
      const entry = { id: newId(), regionalId, type: 'note', text: 'Une fois.' } as const;
      const send = () =>
        act === 'write'
          ? rig.as(analyst, 'incident.regional.write', entry, key)
          : rig.as(analyst, `incident.regional.${act}`, { regionalId, reason }, key);
      const before = (await journal(regionalId)).total;
      await rig.killedTwice(send);
      const first = await send();
      expect(await send()).toEqual(first);
      const { items, total } = await journal(regionalId);
      expect([total, items[0]?.type]).toEqual([
        before + 1,
        { write: 'note', close: 'closed', reopen: 'reopened' }[act],
      ]);
      expect(await rig.events(regionalId)).toHaveLength(before + 1);
    },
  );
});

describe('closing a regional incident', () => {
  it('waits until no declaration in it is open, and says how many are', async () => {
    const [one, two, three] = (await several(3)) as [Declared, Declared, Declared];
    const regionalId = await create([one, two, three]);
    await resolve(one);
    await expect(close(regionalId)).rejects.toMatchObject({ code: 'incidents-open', params: { count: 2 } });
    await unlink(regionalId, two);
    await resolve(three);
    await rig.as(analyst, 'incident.incident.close', { incidentId: three.incidentId });
    const key = randomUUID();
    const closed = await close(regionalId, key);
    // Its declarations stay in it, unlike when it is taken apart.
    expect(closed).toMatchObject({ state: 'closed', incidentCount: 2 });
    expect(await close(regionalId, key)).toEqual(closed);
    const { items } = await journal(regionalId);
    expect(items[0]).toMatchObject({ type: 'closed', text: 'Tout est rétabli.', authorId: analyst.id });
    const told = (await rig.events(regionalId)).map(({ type }) => type);
    expect(told).toEqual(['regional.created', 'regional.changed', 'regional.closed']);
  });

  it('leaves nothing to link, unlink, write or take apart until it is reopened', async () => {
    const [one, two] = (await several(2)) as [Declared, Declared];
    const regionalId = await create([one]);
    await resolve(one);
    expect(await refusalOf(reopen(regionalId))).toBe('state-conflict');
    await close(regionalId);
    const takeApart = () => rig.as(analyst, 'incident.regional.take-apart', { regionalId, reason: 'Fin.' });
    for (const asked of [
      link(regionalId, [two]),
      unlink(regionalId, one),
      write(regionalId, 'Trop tard.'),
      close(regionalId),
      takeApart(),
    ])
      expect(await refusalOf(asked)).toBe('state-conflict');
    expect(await reopen(regionalId)).toMatchObject({ state: 'open', incidentCount: 1 });
    await link(regionalId, [two]);
    await write(regionalId, 'On reprend.');
    await unlink(regionalId, one);
    const { items } = await journal(regionalId);
    expect(typesOf(items)).toEqual(['unlinked', 'note', 'linked', 'reopened', 'closed', 'opened']);
    expect(items[3]).toMatchObject({ text: 'La panne revient.', authorId: colleague.id });
    const told = (await rig.events(regionalId)).map(({ type }) => type);
    expect(told).toContain('regional.reopened');
  });

  it('and taking up one of its declarations again end in one order, whoever comes first', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const [one] = (await several(1)) as [Declared];
      const regionalId = await create([one]);
      await resolve(one);
      const { incidentId } = one;
      const [closing] = await Promise.allSettled([
        close(regionalId),
        rig.as(analyst, 'incident.incident.reopen', { incidentId }),
      ]);
      if (closing.status === 'rejected') expect(closing.reason).toMatchObject({ code: 'incidents-open' });
      const { state } = await rig.as(analyst, 'incident.regional.get', { regionalId });
      expect(state).toBe(closing.status === 'rejected' ? 'open' : 'closed');
      expect((await rig.as(analyst, 'incident.incident.get', { incidentId })).state).toBe('acknowledged');
    }
  });
});

describe('the regional timeline and the reports', () => {
  const timeline = async (regionalId: string, at?: string) =>
    (await rig.as(analyst, 'incident.timeline.regional', { regionalId, at, limit: 500 })).items;

  it('tell the journal of the regional incident, each link once, and as of an instant', async () => {
    const [one, two] = (await several(2)) as [Declared, Declared];
    const regionalId = await create([one, two]);
    await write(regionalId, 'Cellule à 14 h.');
    const then = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await write(regionalId, 'Passer au papier.', { type: 'decision' });
    await unlink(regionalId, one);
    const now = await timeline(regionalId);
    const own = now.filter(({ incidentId }) => incidentId === null);
    expect(own.map(({ source, type, text, details }) => [source, type, text, details['incidents']])).toEqual([
      ['incident', 'regional-opened', null, 2],
      ['journal', 'note', 'Cellule à 14 h.', undefined],
      ['decisions', 'decision', 'Passer au papier.', undefined],
      ['links', 'regional-unlinked', null, 1],
    ]);
    expect(now.filter(({ source, incidentId }) => source === 'links' && incidentId !== null)).toEqual([]);
    const before = (await timeline(regionalId, then)).filter(({ incidentId }) => incidentId === null);
    expect(before.map(({ type }) => type)).toEqual(['regional-opened', 'note']);
    // One that stands alone again says in its own timeline that it was linked.
    const alone = await rig.as(analyst, 'incident.timeline.get', { incidentId: one.incidentId, limit: 500 });
    expect(alone.items.map(({ type }) => type)).toEqual(expect.arrayContaining(['linked', 'unlinked']));
    expect(JSON.stringify(alone)).not.toContain('Passer au papier.');
    await unlink(regionalId, two);
    expect((await timeline(regionalId)).map(({ type }) => type)).toContain('decision');
  });

  it('the after-action report of a regional incident has its decisions and what became of it', async () => {
    const [one, two] = (await several(2)) as [Declared, Declared];
    const regionalId = await create([one, two]);
    const { reference } = await rig.as(analyst, 'incident.regional.get', { regionalId });
    await write(regionalId, 'Couper les flux de l’éditeur.', { type: 'decision' });
    const about = { template: 'after-action', subject: 'regional' as const, incidentId: null, regionalId };
    const report = await rig.as(analyst, 'incident.situation-report.begin', {
      ...{ ...aReport(one.incidentId), id: newId() },
      ...about,
    });
    const { html } = await rig.as(analyst, 'incident.situation-report.html', { reportId: report.id });
    const cells = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(cells).toMatch(new RegExp(`${reference} Couper les flux de l’éditeur\\.`));
    expect(cells).toContain('Incident régional ouvert, déclarations rattachées');
  });

  it('of more than a hundred incidents tell what was decided about all of them, and say that it is this alone', async () => {
    const many = await several(101);
    const regionalId = await create(many);
    await write(regionalId, 'Couper les flux de l’éditeur.', { type: 'decision' });
    const about = { template: 'after-action', subject: 'regional' as const, incidentId: null, regionalId };
    const begun = { ...aReport(many[0]!.incidentId), id: newId(), ...about };
    const report = await rig.as(analyst, 'incident.situation-report.begin', begun);
    const { html } = await rig.as(analyst, 'incident.situation-report.html', { reportId: report.id });
    expect(html).toContain('Couper les flux de l’éditeur.');
    expect(html).toContain('seul celui de l’incident régional est repris');
  });
});
