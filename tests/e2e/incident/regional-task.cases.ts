import { randomUUID } from 'node:crypto';
import type { CommandInput } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { aReport } from '../story/reports.js';
import { aTask } from '../story/tasks.js';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');
const colleague = agent('analyst');

async function regionalOf(who = declarant()) {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  const about = { id: newId(), title: 'Panne de l’éditeur', supplier: null, incidentIds: [incidentId] };
  const regional = await rig.as(analyst, 'incident.regional.create', about);
  return { who, incidentId, regionalId: regional.id, reference: regional.reference };
}
type Adding = CommandInput<'incident.regional.add-task'>;
const add = (regionalId: string, part: Partial<Adding> = {}, key?: string) => {
  const { side: _, ...task } = aTask();
  return rig.as(analyst, 'incident.regional.add-task', { ...task, regionalId, ...part }, key);
};
const read = async (regionalId: string) => (await rig.as(analyst, 'incident.regional.tasks', { regionalId })).items;
const become = (taskId: string, version: number, state: 'doing' | 'done' | 'dropped', reason: string | null = null) =>
  rig.as(colleague, 'incident.task.set-state', { taskId, version, state, reason });

describe('a task of a regional incident', () => {
  it('is added, changed, given, ticked and done, and the regional journal says what became of it', async () => {
    const { regionalId, reference } = await regionalOf();
    const task = await add(regionalId);
    expect(task).toMatchObject({
      regionalId,
      reference,
      territory: '972',
      side: 'agency',
      ownerId: null,
      state: 'todo',
    });
    const taskId = task.id;
    await rig.as(analyst, 'incident.task.change', { taskId, version: 1, title: 'Appeler l’éditeur chaque heure' });
    await rig.as(analyst, 'incident.task.assign', { taskId, version: 2, ownerId: colleague.id });
    const mine = await rig.as(colleague, 'incident.task.mine', {});
    expect(mine.items).toMatchObject([{ id: taskId, regionalId, reference, dueAt: task.dueAt }]);
    await rig.as(colleague, 'incident.task.tick', { taskId, itemId: task.checklist[0]!.id, done: true });
    expect(await become(taskId, 4, 'done')).toMatchObject({ state: 'done', checklist: [{ doneBy: colleague.id }] });
    expect((await rig.as(colleague, 'incident.task.mine', {})).items).toEqual([]);
    expect(await read(regionalId)).toMatchObject([{ id: taskId, state: 'done', version: 5 }]);
    const { items } = await rig.as(analyst, 'incident.regional.journal', { regionalId });
    expect(items.map(({ type, authorId, details }) => [type, authorId, details['title']])).toEqual([
      ['task-done', colleague.id, 'Appeler l’éditeur chaque heure'],
      ['task-added', analyst.id, 'Prévenir la pharmacie'],
      ['opened', analyst.id, undefined],
    ]);
    const events = await rig.events(regionalId);
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events.slice(1).map(({ type }) => type)).toEqual(Array.from({ length: 5 }, () => 'regional.task-changed'));
    expect(events.at(-1)?.payload).toMatchObject({ regionalId, taskId, taskState: 'done' });
    expect(JSON.stringify(events)).not.toContain('éditeur chaque heure');
  });

  it('is of no facility: its people read, change and own nothing of it, and their own tasks stay theirs', async () => {
    const { who, incidentId, regionalId } = await regionalOf();
    const { id: taskId, checklist } = await add(regionalId);
    expect((await rig.as(who, 'incident.task.list', { incidentId })).items).toEqual([]);
    expect((await rig.as(analyst, 'incident.task.list', { incidentId })).items).toEqual([]);
    const { side: _, ...task } = aTask();
    for (const asked of [
      rig.as(who, 'incident.regional.tasks', { regionalId }),
      rig.as(who, 'incident.regional.add-task', { ...task, regionalId }),
      rig.as(agent('approver'), 'incident.regional.add-task', { ...task, regionalId }),
    ])
      expect(await refusalOf(asked)).toBe('forbidden');
    for (const asked of [
      rig.as(who, 'incident.task.change', { taskId, version: 1, title: 'Autre' }),
      rig.as(who, 'incident.task.assign', { taskId, version: 1, ownerId: who.id }),
      rig.as(who, 'incident.task.tick', { taskId, itemId: checklist[0]!.id, done: true }),
      rig.as(who, 'incident.task.set-state', { taskId, version: 1, state: 'done', reason: null }),
      add(newId()),
      rig.as(analyst, 'incident.regional.tasks', { regionalId: newId() }),
    ])
      expect(await refusalOf(asked)).toBe('not-found');
    const own = await rig.as(who, 'incident.task.add', { ...aTask(), incidentId });
    await rig.as(who, 'incident.task.assign', { taskId: own.id, version: 1, ownerId: who.id });
    expect((await rig.as(who, 'incident.task.mine', {})).items).toMatchObject([{ id: own.id, regionalId: null }]);
    const database = await rig.database.connect('incident', 1);
    const shown = await database.transaction(
      { kind: 'facility', facilities: [who.facilityId], actorId: who.id },
      (tx) => tx.query('SELECT id, regional_id FROM task'),
    );
    expect(shown).toEqual([{ id: own.id, regional_id: null }]);
  });

  it('waits for tasks of the same regional incident alone, and never in a circle', async () => {
    const { incidentId, regionalId } = await regionalOf();
    const first = await add(regionalId);
    const second = await add(regionalId, { after: [first.id] });
    expect(second.after).toEqual([first.id]);
    const circle = { taskId: first.id, version: 1, after: [second.id] };
    expect(await refusalOf(rig.as(analyst, 'incident.task.change', circle))).toBe('task-cycle');
    const ofIncident = await rig.as(analyst, 'incident.task.add', { ...aTask(), side: 'agency', incidentId });
    expect(await refusalOf(add(regionalId, { after: [ofIncident.id] }))).toBe('task-before-unknown');
    const across = { ...aTask(), side: 'agency' as const, incidentId, after: [first.id] };
    expect(await refusalOf(rig.as(analyst, 'incident.task.add', across))).toBe('task-before-unknown');
  });

  it('is added once for one key and one id, and changed by one of two who read the same version', async () => {
    const { regionalId } = await regionalOf();
    const { side: _, ...task } = aTask();
    const [body, key] = [{ ...task, regionalId }, randomUUID()];
    const same = await Promise.all([1, 2, 3].map(() => add(regionalId, body, key)));
    expect(new Set(same.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await refusalOf(add(regionalId, body))).toBe('already-exists');
    expect(await read(regionalId)).toHaveLength(1);
    const both = await Promise.allSettled([1, 2].map(() => become(body.id, 1, 'doing')));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('rests while the regional incident is closed', async () => {
    const { incidentId, regionalId } = await regionalOf();
    const { id: taskId } = await add(regionalId);
    await rig.as(analyst, 'incident.task.assign', { taskId, version: 1, ownerId: analyst.id });
    await rig.as(analyst, 'incident.regional.unlink', { regionalId, incidentId });
    await rig.as(analyst, 'incident.regional.close', { regionalId, reason: 'Fin.' });
    expect(await refusalOf(become(taskId, 2, 'done'))).toBe('state-conflict');
    expect(await refusalOf(add(regionalId))).toBe('state-conflict');
    const mine = async () => (await rig.as(analyst, 'incident.task.mine', {})).items.filter(({ id }) => id === taskId);
    expect(await mine()).toEqual([]);
    await rig.as(analyst, 'incident.regional.reopen', { regionalId, reason: 'Encore.' });
    expect(await mine()).toHaveLength(1);
    await become(taskId, 2, 'dropped', 'L’éditeur appelle.');
    const [last] = (await rig.as(analyst, 'incident.regional.journal', { regionalId, limit: 1 })).items;
    expect(last).toMatchObject({ type: 'task-dropped', text: 'L’éditeur appelle.', details: { taskId } });
  });

  it('stands in the regional timeline and in a report, as of its instant', async () => {
    const { incidentId, regionalId } = await regionalOf();
    const { id: taskId } = await add(regionalId, { title: 'Tenir la liste des structures' });
    const about = { subject: 'regional' as const, incidentId: null, regionalId };
    const begun = { ...aReport(incidentId), ...about, id: newId() };
    const report = await rig.as(analyst, 'incident.situation-report.begin', begun);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await become(taskId, 1, 'done');
    const { items } = await rig.as(analyst, 'incident.timeline.regional', { regionalId, limit: 500 });
    const lane = items.filter(({ source }) => source === 'tasks');
    expect(lane.map(({ type, details }) => [type, details['title']])).toEqual([
      ['task-added', 'Tenir la liste des structures'],
      ['task-done', 'Tenir la liste des structures'],
    ]);
    const cells = async () =>
      (await rig.as(analyst, 'incident.situation-report.html', { reportId: report.id })).html
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ');
    expect(await cells()).toMatch(/Tenir la liste des structures [^.]* À faire/);
    const at = new Date().toISOString();
    await rig.as(analyst, 'incident.situation-report.save', { reportId: report.id, version: 1, at });
    expect(await cells()).toMatch(/Tenir la liste des structures [^.]* Fait/);
  });

  it('is added once although the service dies by kill -9, before its commit and after it', async () => {
    const { regionalId } = await regionalOf();
    const { side: _, ...task } = aTask();
    const key = randomUUID();
    const send = () => add(regionalId, { ...task, regionalId }, key);
    await rig.killedTwice(send);
    expect(await send()).toEqual(await send());
    expect(await read(regionalId)).toHaveLength(1);
    expect(await rig.events(regionalId)).toHaveLength(2);
  });
});
