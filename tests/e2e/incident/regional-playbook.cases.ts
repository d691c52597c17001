import { randomUUID } from 'node:crypto';
import type { Actor } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { aPlaybook } from '../story/tasks.js';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
const colleague = agent('analyst');

const CODE = 'supplier-outage';
/** Its tasks for each facility, and the agency's. */
const [THEIRS, OURS] = [5, 3];

async function declared() {
  const who = declarant();
  const { incidentId, reference } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  return { who, incidentId, reference };
}
type Declared = Awaited<ReturnType<typeof declared>>;

/** So many declarations under a regional incident. */
async function outage(count: number) {
  const hit = await Promise.all(Array.from({ length: count }, declared));
  const incidentIds = hit.map(({ incidentId }) => incidentId);
  const about = { id: newId(), title: 'Panne de l’éditeur', supplier: null, incidentIds };
  const { id: regionalId } = await rig.as(analyst, 'incident.regional.create', about);
  return { hit: hit as [Declared, ...Declared[]], regionalId };
}
const link = (regionalId: string, ...incidents: { incidentId: string }[]) =>
  rig.as(analyst, 'incident.regional.link', { regionalId, incidentIds: incidents.map((one) => one.incidentId) });
const start = (
  regionalId: string,
  part: { id?: string; code?: string; version?: number } = {},
  key?: string,
  who: Actor = analyst,
) => rig.as(who, 'incident.regional.start-playbook', { id: newId(), regionalId, code: CODE, version: 1, ...part }, key);
const undo = (regionalId: string, runId: string, key?: string) =>
  rig.as(analyst, 'incident.regional.reverse-playbook', { regionalId, runId, reason: 'Fausse alerte.' }, key);
const startOn = (incidentId: string, code = CODE) =>
  rig.as(analyst, 'incident.playbook.start', { id: newId(), incidentId, code, version: 1 });
const read = (regionalId: string) => rig.as(analyst, 'incident.regional.tasks', { regionalId });
const tasksOf = (incidentId: string, who: Actor = analyst) => rig.as(who, 'incident.task.list', { incidentId });
const typesOf = async (incidentId: string, who: Actor = analyst) =>
  (await rig.as(who, 'incident.journal.list', { incidentId })).items.map(({ type }) => type);
const entriesOf = async (regionalId: string) =>
  (await rig.as(analyst, 'incident.regional.journal', { regionalId })).items;
async function walk(incidentId: string, ...steps: ('take' | 'acknowledge' | 'resolve' | 'close' | 'reopen')[]) {
  for (const step of steps) await rig.as(analyst, `incident.incident.${step}`, { incidentId });
}
const begin = ({ who, incidentId }: Declared, place = 0) =>
  tasksOf(incidentId, who).then(({ items }) =>
    rig.as(who, 'incident.task.set-state', { taskId: items[place]!.id, version: 1, state: 'doing', reason: null }),
  );

describe('starting a playbook on a regional incident', () => {
  it('gives the agency its tasks once, each facility its own, and tells all of them', async () => {
    const { hit, regionalId } = await outage(3);
    const [first] = hit;
    expect(await read(regionalId)).toEqual({ items: [], runs: [], openIncidents: 3, underWay: [] });
    const { run, ...counts } = await start(regionalId);
    expect(counts).toEqual({ given: 3, leftOut: 0 });
    expect(run).toMatchObject({ regionalId, incidentId: '00000000-0000-0000-0000-000000000000', code: CODE });

    const { items, ...standing } = await read(regionalId);
    expect(items.map(({ side, runId }) => [side, runId])).toEqual(Array(OURS).fill(['agency', run.id]));
    expect(standing).toEqual({
      runs: [{ ...run, givenTo: 3, missing: 0 }],
      openIncidents: 3,
      underWay: [{ code: CODE, incidents: 3 }],
    });
    for (const { who, incidentId } of hit) {
      const theirs = await tasksOf(incidentId, who);
      expect(theirs.items).toHaveLength(THEIRS);
      expect(theirs.runs).toEqual([]);
      const ids = new Set(theirs.items.map(({ id }) => id));
      expect(theirs.items.flatMap(({ after }) => after).every((id) => ids.has(id))).toBe(true);
      const all = await tasksOf(incidentId);
      expect(all.items.every(({ side }) => side === 'facility')).toBe(true);
      expect(all.runs).toEqual([run]);
      const minutes = all.items.map(({ dueAt }) => (Date.parse(dueAt!) - Date.parse(run.startedAt)) / 60_000);
      expect(minutes[0]).toBe(30);
      const { items: journal } = await rig.as(who, 'incident.journal.list', { incidentId });
      expect(journal.at(-1)).toMatchObject({ type: 'playbook-started', details: { name: 'Panne d’un fournisseur' } });
      expect(JSON.stringify(journal)).not.toContain(regionalId);
      const [event, ...more] = (await rig.events(incidentId)).filter(({ type }) => /playbook/.test(type));
      expect(event).toMatchObject({
        type: 'incident.playbook-started',
        payload: { forFacility: true, playbook: CODE },
      });
      expect(more).toEqual([]);
    }
    const [entry] = await entriesOf(regionalId);
    expect(entry).toMatchObject({ type: 'playbook-started', details: { version: 1, runId: run.id }, text: null });
    expect(entry?.incidents).toEqual(hit.map(({ reference }) => reference).sort());
    const told = (await rig.events(regionalId)).at(-1);
    expect(told).toMatchObject({ type: 'regional.playbook-started', version: 2, payload: { runId: run.id, given: 3 } });
    const audited = await rig.database.asAdmin<{ facility: string | null; details: object }>(
      `SELECT facility_id AS facility, details FROM incident.audit WHERE record_id = $1 ORDER BY facility_id NULLS FIRST`,
      [run.id],
    );
    expect(audited[0]?.details).toMatchObject({ regionalId, given: 3, leftOut: 0 });
    expect(audited.slice(1).map(({ facility }) => facility)).toEqual(hit.map(({ who }) => who.facilityId).sort());
    expect(audited.some(({ facility, details }) => facility && 'regionalId' in details)).toBe(false);

    await begin(first);
    await rig.as(analyst, 'incident.task.set-state', { taskId: items[0]!.id, version: 1, state: 'done', reason: null });
    expect((await read(regionalId)).items[0]?.state).toBe('done');
  });

  it('happens once: with the same key, with others, and by several at the same moment', async () => {
    const { hit, regionalId } = await outage(2);
    const [id, key] = [newId(), randomUUID()];
    const same = await Promise.all(Array.from({ length: 4 }, () => start(regionalId, { id }, key)));
    expect(new Set(same.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const others = await Promise.all(
      Array.from({ length: 4 }, () => start(regionalId, { version: 1 }, undefined, colleague)),
    );
    expect(others).toEqual(Array(4).fill({ run: same[0]!.run, given: 0, leftOut: 0 }));
    expect((await read(regionalId)).items).toHaveLength(OURS);
    for (const { incidentId } of hit) expect((await tasksOf(incidentId)).items).toHaveLength(THEIRS);

    const fresh = await outage(2);
    const at = await Promise.all(
      Array.from({ length: 6 }, () => start(fresh.regionalId, {}, undefined, agent('analyst'))),
    );
    expect(new Set(at.map(({ run }) => run.id)).size).toBe(1);
    expect(at.map(({ given }) => given).sort()).toEqual([0, 0, 0, 0, 0, 2]);
    expect((await entriesOf(fresh.regionalId)).map(({ type }) => type)).toEqual(['playbook-started', 'opened']);
  });

  it('gives nobody a playbook that is under way there, whoever started it, and is told on an incident to have', async () => {
    const { hit, regionalId } = await outage(3);
    const [own, open, resolved] = hit as [Declared, Declared, Declared];
    const before = await startOn(own.incidentId);
    await walk(resolved.incidentId, 'take', 'acknowledge', 'resolve');
    const { run, ...counts } = await start(regionalId);
    expect(counts).toEqual({ given: 1, leftOut: 1 });
    expect((await tasksOf(own.incidentId)).items).toHaveLength(THEIRS + OURS);
    expect((await tasksOf(resolved.incidentId)).items).toEqual([]);
    // Whoever starts it where the region has given it finds that start.
    expect(await startOn(open.incidentId)).toEqual(run);
    expect((await tasksOf(open.incidentId)).items).toHaveLength(THEIRS);
    const elsewhere = { incidentId: open.incidentId, runId: run.id, reason: 'Non.' };
    expect(await refusalOf(rig.as(analyst, 'incident.playbook.reverse', elsewhere))).toBe('not-found');
    await startOn(open.incidentId, 'phishing');

    // Undone on its own, taken up again: both can be given it now.
    await rig.as(analyst, 'incident.playbook.reverse', { ...elsewhere, incidentId: own.incidentId, runId: before.id });
    await walk(resolved.incidentId, 'reopen');
    expect((await read(regionalId)).runs).toMatchObject([{ givenTo: 1, missing: 2 }]);
    expect(await start(regionalId)).toEqual({ run, given: 2, leftOut: 0 });

    // It stays what an incident has, whatever it is under.
    await rig.as(analyst, 'incident.regional.unlink', { regionalId, incidentId: open.incidentId });
    const other = await outage(1);
    await link(other.regionalId, open);
    expect(await start(other.regionalId)).toMatchObject({ given: 1, leftOut: 1 });
  });

  it('is given once to those linked since, who have as long as the others had', async () => {
    const { hit, regionalId } = await outage(1);
    const { run } = await start(regionalId);
    const later = await Promise.all([declared(), declared()]);
    await link(regionalId, ...later);
    expect((await read(regionalId)).runs).toMatchObject([{ id: run.id, givenTo: 1, missing: 2 }]);
    const both = await Promise.all([start(regionalId, { version: 99 }), start(regionalId, {}, undefined, colleague)]);
    expect(both.map((answer) => answer.run)).toEqual([run, run]);
    expect(both.map(({ given }) => given).sort()).toEqual([0, 2]);
    for (const { incidentId, who } of [...hit, ...later])
      expect((await tasksOf(incidentId, who)).items).toHaveLength(THEIRS);
    const { items } = await tasksOf(later[0].incidentId);
    const [extended] = await entriesOf(regionalId);
    expect(Date.parse(items[0]!.dueAt!) - Date.parse(extended!.at)).toBe(30 * 60_000);
    expect(extended).toMatchObject({ type: 'playbook-extended' });
    expect(extended?.incidents).toEqual(later.map(({ reference }) => reference).sort());
    const { items: agencys, runs } = await read(regionalId);
    expect(agencys).toHaveLength(OURS);
    expect(runs).toMatchObject([{ givenTo: 3, missing: 0 }]);
  });

  it('is undone whole, wherever its tasks are: what was begun stays, also where the incident left or was closed', async () => {
    const { hit, regionalId } = await outage(4);
    const [begun, left, closed, other] = hit as [Declared, Declared, Declared, Declared];
    const { run } = await start(regionalId);
    await begin(begun);
    const ticked = (await tasksOf(other.incidentId, other.who)).items[0]!;
    await rig.as(other.who, 'incident.task.tick', { taskId: ticked.id, itemId: ticked.checklist[0]!.id, done: true });
    const added = { id: newId(), side: 'facility' as const, title: 'La nôtre', text: null, dueAt: null };
    await rig.as(other.who, 'incident.task.add', { ...added, incidentId: other.incidentId, checklist: [], after: [] });
    await rig.as(analyst, 'incident.regional.unlink', { regionalId, incidentId: left.incidentId });
    await walk(closed.incidentId, 'take', 'acknowledge', 'resolve', 'close');
    const key = randomUUID();
    const undone = await undo(regionalId, run.id, key);
    expect(undone).toMatchObject({ dropped: 4 * THEIRS + OURS - 2, kept: 2, run: { id: run.id } });
    expect(await undo(regionalId, run.id, key)).toEqual(undone);
    expect(await refusalOf(undo(regionalId, run.id))).toBe('state-conflict');

    const lasting = async ({ incidentId, who }: Declared) =>
      (await tasksOf(incidentId, who)).items.filter(({ state }) => state !== 'dropped').map(({ title }) => title.fr);
    expect((await lasting(begun)).length).toBe(1);
    expect(await lasting(left)).toEqual([]);
    expect(await lasting(closed)).toEqual([]);
    expect(await lasting(other)).toEqual([ticked.title.fr, 'La nôtre']);
    for (const { who, incidentId } of hit) {
      const { items } = await rig.as(who, 'incident.journal.list', { incidentId });
      expect(items.at(-1)).toMatchObject({ type: 'playbook-reversed', text: 'Fausse alerte.' });
      expect((await rig.events(incidentId)).at(-1)?.type).toBe('incident.playbook-reversed');
    }
    const [entry] = await entriesOf(regionalId);
    expect(entry).toMatchObject({ type: 'playbook-reversed', text: 'Fausse alerte.', details: { runId: run.id } });
    expect((await read(regionalId)).runs).toMatchObject([{ givenTo: 4, missing: 0 }]);

    const again = await start(regionalId);
    expect(again).toMatchObject({ given: 2, leftOut: 0 });
    expect(again.run.id).not.toBe(run.id);
    expect(await startOn(left.incidentId)).toMatchObject({ regionalId: null });
  });

  it('of the agency’s tasks alone touches no facility', async () => {
    const code = `agency-${newId().slice(-12)}`;
    const saved = { code, base: 0, definition: aPlaybook, reason: 'Essai.' };
    await rig.as(analyst, 'incident.playbook.save', saved);
    const { hit, regionalId } = await outage(2);
    const { run, ...counts } = await start(regionalId, { code });
    expect(counts).toEqual({ given: 0, leftOut: 0 });
    expect(await start(regionalId, { code })).toEqual({ run, ...counts });
    expect((await read(regionalId)).runs).toMatchObject([{ givenTo: 0, missing: 0 }]);
    for (const { incidentId } of hit) expect(await typesOf(incidentId)).toEqual(['declared', 'linked']);
    expect(await startOn(hit[0].incidentId, code)).toMatchObject({ incidentId: hit[0].incidentId });
    expect(await undo(regionalId, run.id)).toMatchObject({ dropped: 1, kept: 0 });
  });

  it('is the agency’s, of a version that exists, while the regional incident is open', async () => {
    const { hit, regionalId } = await outage(1);
    const [{ who, incidentId }] = hit;
    const asked = { id: newId(), regionalId, code: CODE, version: 1 };
    for (const person of [who, agent('approver'), agent('auditor')])
      expect(await refusalOf(rig.as(person, 'incident.regional.start-playbook', asked))).toBe('forbidden');
    expect(await refusalOf(start(regionalId, { version: 99 }))).toBe('not-found');
    expect(await refusalOf(start(regionalId, { code: 'nothing' }))).toBe('not-found');
    expect(await refusalOf(start(newId()))).toBe('not-found');
    expect(await refusalOf(start(incidentId))).toBe('not-found');
    const { run } = await start(regionalId);
    const other = await outage(1);
    expect(await refusalOf(undo(other.regionalId, run.id))).toBe('not-found');
    expect(await refusalOf(start(other.regionalId, { id: run.id }))).toBe('already-exists');
    expect((await tasksOf(other.hit[0].incidentId)).items).toEqual([]);
    const reverse = { regionalId, runId: run.id, reason: 'Non.' };
    expect(await refusalOf(rig.as(who, 'incident.regional.reverse-playbook', reverse))).toBe('forbidden');
    await walk(incidentId, 'take', 'acknowledge', 'resolve');
    await rig.as(analyst, 'incident.regional.close', { regionalId, reason: 'Fin.' });
    expect(await refusalOf(start(regionalId, { code: 'phishing' }))).toBe('state-conflict');
    expect(await refusalOf(undo(regionalId, run.id))).toBe('state-conflict');
    const database = await rig.database.connect('incident', 1);
    const facility = { kind: 'facility' as const, facilities: [who.facilityId], actorId: who.id };
    await expect(database.transaction(facility, (tx) => tx.query('SELECT id FROM playbook_run'))).rejects.toThrow();
  });

  it('stands in its timeline once, and in those of its incidents', async () => {
    const { hit, regionalId } = await outage(3);
    const { run } = await start(regionalId);
    await link(regionalId, await declared());
    await start(regionalId);
    await undo(regionalId, run.id);
    const lane = async (items: Promise<{ items: { source: string; type: string; details: object }[] }>) =>
      (await items).items.filter(({ source }) => source === 'tasks').map(({ type }) => type);
    const regional = rig.as(analyst, 'incident.timeline.regional', { regionalId, limit: 500 });
    expect(await lane(regional)).toEqual(['playbook-started', 'playbook-extended', 'playbook-reversed']);
    const [{ who, incidentId }] = hit;
    for (const reader of [who, analyst])
      expect(await lane(rig.as(reader, 'incident.timeline.get', { incidentId, limit: 500 }))).toEqual([
        'playbook-started',
        'playbook-reversed',
      ]);
  });

  it('waits for nobody in a circle while incidents are linked, left, worked on and given playbooks', async () => {
    const { hit, regionalId } = await outage(6);
    const other = await outage(2);
    const { run } = await start(regionalId);
    const moves = hit.flatMap((one) => [
      begin(one),
      rig.as(analyst, 'incident.regional.unlink', { regionalId, incidentId: one.incidentId }),
      startOn(one.incidentId, 'phishing'),
      start(regionalId, { code: 'ransomware' }),
      link(other.regionalId, one),
      start(other.regionalId, { code: 'ransomware' }),
    ]);
    const done = await Promise.allSettled([...moves, undo(regionalId, run.id)]);
    const refused = done.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code?: string }).code] : []));
    // Linked before it was unlinked, begun after it was undone: nothing else may be in the way.
    expect(refused.filter((code) => code !== 'already-linked' && code !== 'task-changed')).toEqual([]);
    for (const { incidentId } of hit) {
      const { items, runs } = await tasksOf(incidentId);
      for (const { id, code } of runs.filter(({ reversedAt }) => reversedAt === null))
        expect([code, runs.filter((one) => one.reversedAt === null && one.code === code).map((one) => one.id)]).toEqual(
          [code, [id]],
        );
      expect(items.filter((task) => task.runId === run.id && task.state === 'todo')).toEqual([]);
    }
  });

  it('gives forty facilities their tasks in one answer, and takes them back in one', async () => {
    const { hit, regionalId } = await outage(40);
    const { run, ...counts } = await start(regionalId);
    expect(counts).toEqual({ given: 40, leftOut: 0 });
    expect(await undo(regionalId, run.id)).toMatchObject({ dropped: 40 * THEIRS + OURS, kept: 0 });
    for (const { incidentId, who } of [hit[0], hit.at(-1)!])
      expect(await typesOf(incidentId, who)).toEqual(['declared', 'playbook-started', 'playbook-reversed']);
  });

  it.each(['started', 'undone'] as const)(
    'is %s once although the service dies by kill -9, before its commit and after it',
    async (act) => {
      const { hit, regionalId } = await outage(2);
      const [id, key] = [newId(), randomUUID()];
      if (act === 'undone') await start(regionalId, { id });
      const send = (): Promise<unknown> =>
        act === 'started' ? start(regionalId, { id }, key) : undo(regionalId, id, key);
      await rig.killedTwice(send);
      expect(await send()).toEqual(await send());
      const steps = ['playbook-started', ...(act === 'undone' ? ['playbook-reversed'] : [])];
      const state = act === 'undone' ? 'dropped' : 'todo';
      expect((await read(regionalId)).items.map((task) => task.state)).toEqual(Array(OURS).fill(state));
      for (const { incidentId } of hit) {
        expect((await tasksOf(incidentId)).items.map((task) => task.state)).toEqual(Array(THEIRS).fill(state));
        expect(await typesOf(incidentId)).toEqual(['declared', 'linked', ...steps]);
        const events = (await rig.events(incidentId)).map(({ type }) => type);
        expect(events.filter((type) => /playbook/.test(type))).toEqual(steps.map((type) => `incident.${type}`));
      }
      expect((await entriesOf(regionalId)).map(({ type }) => type).reverse()).toEqual(['opened', ...steps]);
      const audited = await rig.database.asAdmin('SELECT 1 FROM incident.audit WHERE record_id = $1', [id]);
      expect(audited).toHaveLength(steps.length * 3);
    },
  );
});
