import { randomUUID } from 'node:crypto';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { aTask } from '../story/tasks.js';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');

async function declared(who = declarant()) {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  return { who, incidentId };
}
type Part = Partial<ReturnType<typeof aTask>> & { side?: 'agency' | 'facility' };
const add = (
  incidentId: string,
  part: Omit<Part, 'side'> & { side?: 'agency' | 'facility' } = {},
  who = analyst,
  key?: string,
) => rig.as(who, 'incident.task.add', { ...aTask(), ...part, incidentId }, key);
const read = async (incidentId: string, who = analyst) =>
  (await rig.as(who, 'incident.task.list', { incidentId })).items;

describe('a task', () => {
  it('is added, changed, taken, ticked and done, and the journal says what became of it', async () => {
    const { who, incidentId } = await declared();
    const task = await add(incidentId);
    const [item] = task.checklist;
    const change = { taskId: task.id, version: 1, title: 'Prévenir la pharmacie et le bloc' };
    expect(await rig.as(who, 'incident.task.change', change)).toMatchObject({ version: 2, dueAt: task.dueAt });
    await rig.as(who, 'incident.task.assign', { taskId: task.id, version: 2, ownerId: who.id });
    expect((await rig.as(who, 'incident.task.mine', {})).items.map(({ id }) => id)).toEqual([task.id]);
    await rig.as(who, 'incident.task.tick', { taskId: task.id, itemId: item!.id, done: true });
    const done = { taskId: task.id, version: 4, state: 'done' as const, reason: null };
    expect(await rig.as(who, 'incident.task.set-state', done)).toMatchObject({
      state: 'done',
      ownerId: who.id,
      checklist: [{ doneSide: 'facility', doneBy: who.id }],
    });
    const { items } = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(items.map(({ type }) => type)).toEqual(['declared', 'task-added', 'task-done']);
    const events = (await rig.events(incidentId)).map(({ version }) => version);
    expect(events).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('of the agency is unknown to the facility, in lists, writes and the journal', async () => {
    const { who, incidentId } = await declared();
    const task = await add(incidentId, { side: 'agency', title: 'Appeler le procureur' });
    await add(incidentId);
    const own = await rig.as(who, 'incident.task.list', { incidentId });
    expect(own.items.map(({ side }) => side)).toEqual(['facility']);
    expect(JSON.stringify(await rig.as(who, 'incident.journal.list', { incidentId }))).not.toContain('procureur');
    const { id: taskId } = task;
    const asked = [
      rig.as(who, 'incident.task.change', { taskId, version: 1, title: 'Autre' }),
      rig.as(who, 'incident.task.assign', { taskId, version: 1, ownerId: who.id }),
      rig.as(who, 'incident.task.tick', { taskId, itemId: task.checklist[0]!.id, done: true }),
      rig.as(who, 'incident.task.set-state', { taskId, version: 1, state: 'done', reason: null }),
    ];
    for (const one of asked) expect(await refusalOf(one)).toBe('not-found');
    expect(await refusalOf(add(incidentId, { side: 'agency' }, who))).toBe('forbidden');
    expect(await refusalOf(add(incidentId, { after: [taskId] }, who))).toBe('task-before-unknown');
    expect(await refusalOf(add(incidentId, { after: [taskId] }))).toBe('task-before-unknown');
  });

  it('does not tell a facility who at the agency ticked it, and forgets it for nobody', async () => {
    const { who, incidentId } = await declared();
    const task = await add(incidentId);
    const tick = { taskId: task.id, itemId: task.checklist[0]!.id, done: true };
    await rig.as(analyst, 'incident.task.tick', tick);
    // Ticked already: nothing changes, and nobody's open form becomes an old one.
    expect(await rig.as(who, 'incident.task.tick', tick)).toMatchObject({ version: 2 });
    expect((await read(incidentId, who))[0]?.checklist).toMatchObject([{ doneSide: 'agency', doneBy: null }]);
    await rig.as(who, 'incident.task.change', { taskId: task.id, version: 2, title: 'Autre titre' });
    expect((await read(incidentId))[0]?.checklist).toMatchObject([{ doneSide: 'agency', doneBy: analyst.id }]);
  });

  it('waits for others, and never in a circle', async () => {
    const { incidentId } = await declared();
    const first = await add(incidentId);
    const second = await add(incidentId, { after: [first.id] });
    const third = await add(incidentId, { after: [second.id], side: 'agency' });
    const circle = { taskId: first.id, version: 1, after: [second.id] };
    expect(await refusalOf(rig.as(analyst, 'incident.task.change', circle))).toBe('task-cycle');
    const itself = { taskId: third.id, version: 1, after: [third.id] };
    expect(await refusalOf(rig.as(analyst, 'incident.task.change', itself))).toBe('task-cycle');
    const { incidentId: other } = await declared();
    expect(await refusalOf(add(other, { after: [first.id] }))).toBe('task-before-unknown');
    // Two at once, that would make a circle only together.
    const [a, b] = [await add(incidentId), await add(incidentId)];
    const both = await Promise.allSettled([
      rig.as(analyst, 'incident.task.change', { taskId: a.id, version: 1, after: [b.id] }),
      rig.as(analyst, 'incident.task.change', { taskId: b.id, version: 1, after: [a.id] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is changed by one of two who read the same version', async () => {
    const { who, incidentId } = await declared();
    const { id: taskId } = await add(incidentId);
    const all = await Promise.allSettled(
      [analyst, who].map((person) =>
        rig.as(person, 'incident.task.change', { taskId, version: 1, title: `De ${person.id}` }),
      ),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(all.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'task-changed', params: { version: 2 } },
    });
  });

  it('is added once for one key, and one id, however often it is sent', async () => {
    const { incidentId } = await declared();
    const [body, key] = [aTask(), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 5 }, () => add(incidentId, body, analyst, key)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await refusalOf(add(incidentId, body))).toBe('already-exists');
    expect(await read(incidentId)).toHaveLength(1);
  });

  it('is dropped with a reason only, goes where the table leads, and rests when the incident is closed', async () => {
    const { who, incidentId } = await declared();
    const { id: taskId } = await add(incidentId);
    const set = (version: number, state: 'todo' | 'doing' | 'done' | 'dropped', reason: string | null = null) =>
      rig.as(analyst, 'incident.task.set-state', { taskId, version, state, reason });
    expect(await refusalOf(set(1, 'dropped'))).toBe('invalid-request');
    await set(1, 'dropped', 'Sans objet.');
    expect(await refusalOf(set(2, 'done'))).toBe('state-conflict');
    await set(2, 'todo');
    for (const action of ['take', 'acknowledge', 'resolve', 'close'] as const)
      await rig.as(analyst, `incident.incident.${action}`, { incidentId });
    expect(await refusalOf(set(3, 'done'))).toBe('state-conflict');
    expect(await refusalOf(add(incidentId))).toBe('state-conflict');
    expect((await read(incidentId, who)).map(({ state, reason }) => [state, reason])).toEqual([['todo', null]]);
  });

  it('takes no text that cannot be kept, and no other facility’s person', async () => {
    const { incidentId } = await declared();
    const task = await add(incidentId);
    for (const title of ['', ' ', 'a\u0000b', 'x'.repeat(161), 'deux\nlignes'])
      expect(await refusalOf(add(incidentId, { title }))).toBe('invalid-request');
    const odd = `<script>alert(1)</script> '; DROP TABLE task; -- {"a":1} \u202e`;
    expect((await add(incidentId, { title: odd })).title.fr).toBe(odd.trim());
    const stranger = declarant();
    expect(await refusalOf(rig.as(stranger, 'incident.task.list', { incidentId }))).toBe('not-found');
    expect(await refusalOf(add(incidentId, {}, stranger))).toBe('not-found');
    const state = { taskId: task.id, version: 1, state: 'done' as const, reason: null };
    expect(await refusalOf(rig.as(stranger, 'incident.task.set-state', state))).toBe('not-found');
    const owner = { taskId: task.id, version: 1, ownerId: newId() };
    expect(await refusalOf(rig.as(analyst, 'incident.task.assign', owner))).toBe('forbidden');
  });
});
