import { randomUUID } from 'node:crypto';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import { aPlaybook } from '../story/tasks.js';
import { agent, declarant, declaration, refusalOf } from './rig.js';
import { rig } from './running.js';

const analyst = agent('analyst');

async function declared(who = declarant()) {
  const { incidentId } = await rig.as(who, 'incident.declaration.submit', declaration(who.facilityId));
  return { who, incidentId };
}
const start = (
  incidentId: string,
  part: { id?: string; code?: string; version?: number } = {},
  key?: string,
  who = analyst,
) => rig.as(who, 'incident.playbook.start', { id: newId(), incidentId, code: 'ransomware', version: 1, ...part }, key);
const undo = (incidentId: string, runId: string, key?: string) =>
  rig.as(analyst, 'incident.playbook.reverse', { incidentId, runId, reason: 'Fausse alerte.' }, key);
const read = async (incidentId: string, who = analyst) =>
  (await rig.as(who, 'incident.task.list', { incidentId })).items;

describe('starting a playbook', () => {
  it('creates its tasks with their due times and their order, and tells the facility of its own', async () => {
    const { who, incidentId } = await declared();
    const run = await start(incidentId);
    const items = await read(incidentId);
    const minutes = ({ dueAt }: { dueAt: string | null }) =>
      dueAt === null ? null : (Date.parse(dueAt) - Date.parse(run.startedAt)) / 60_000;
    expect(items).toHaveLength(11);
    expect(items.slice(0, 2).map(minutes)).toEqual([30, 45]);
    const evidence = items.find(({ title }) => title.en === 'Preserve the evidence');
    expect(evidence?.after).toEqual([items[0]?.id]);
    const own = await rig.as(who, 'incident.task.list', { incidentId });
    expect(own.items).toHaveLength(8);
    expect(own.runs).toEqual([]);
    const { items: journal } = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(journal.at(-1)).toMatchObject({ type: 'playbook-started', details: { name: 'Rançongiciel', version: 1 } });
    const events = (await rig.events(incidentId)).filter(({ type }) => type === 'incident.playbook-started');
    expect(events).toHaveLength(1);
  });

  it('happens once: with the same key, with others, and by several at the same moment', async () => {
    const { incidentId } = await declared();
    const [id, key] = [newId(), randomUUID()];
    const same = await Promise.all(Array.from({ length: 5 }, () => start(incidentId, { id }, key)));
    const others = await Promise.all(
      Array.from({ length: 5 }, () => start(incidentId, {}, undefined, agent('analyst'))),
    );
    expect(new Set([...same, ...others].map((run) => run.id))).toEqual(new Set([id]));
    expect(await read(incidentId)).toHaveLength(11);
    const { incidentId: fresh } = await declared();
    const runs = await Promise.all(Array.from({ length: 8 }, () => start(fresh, {}, undefined, agent('analyst'))));
    expect(new Set(runs.map((run) => run.id)).size).toBe(1);
    expect(await read(fresh)).toHaveLength(11);
    const journal = await rig.as(analyst, 'incident.journal.list', { incidentId: fresh });
    expect(journal.items.filter(({ type }) => type === 'playbook-started')).toHaveLength(1);
  });

  it('is undone: what nobody has begun is dropped, what was worked on stays, and it can start anew', async () => {
    const { who, incidentId } = await declared();
    const run = await start(incidentId);
    const [first, second] = await read(incidentId, who);
    const doing = { taskId: first!.id, version: 1, state: 'doing' as const, reason: null };
    await rig.as(who, 'incident.task.set-state', doing);
    await rig.as(who, 'incident.task.tick', { taskId: second!.id, itemId: second!.checklist[0]!.id, done: true });
    const key = randomUUID();
    const undone = await undo(incidentId, run.id, key);
    expect(undone).toMatchObject({ dropped: 9, kept: 2, run: { id: run.id } });
    expect(await undo(incidentId, run.id, key)).toEqual(undone);
    expect(await refusalOf(undo(incidentId, run.id))).toBe('state-conflict');
    const left = (await read(incidentId)).filter(({ state }) => state !== 'dropped');
    expect(left.map(({ id }) => id)).toEqual([first!.id, second!.id]);
    const { items } = await rig.as(who, 'incident.journal.list', { incidentId });
    expect(items.at(-1)).toMatchObject({ type: 'playbook-reversed', text: 'Fausse alerte.' });
    const again = await start(incidentId);
    expect(again.id).not.toBe(run.id);
    expect(await read(incidentId)).toHaveLength(22);
  });

  it.each(['started', 'undone'] as const)(
    'is %s once although the service dies by kill -9, before its commit and after it',
    async (act) => {
      const { incidentId } = await declared();
      const [id, key] = [newId(), randomUUID()];
      if (act === 'undone') await start(incidentId, { id });
      const send = () => (act === 'started' ? start(incidentId, { id }, key) : undo(incidentId, id, key));
      await rig.killedTwice(send);
      const answer = await send();
      expect(await send()).toEqual(answer);
      const dropped = act === 'undone' ? 11 : 0;
      const states = (await read(incidentId)).map(({ state }) => state).sort();
      expect(states).toEqual([...Array(dropped).fill('dropped'), ...Array(11 - dropped).fill('todo')]);
      const steps = ['playbook-started', ...(act === 'undone' ? ['playbook-reversed'] : [])];
      const { items } = await rig.as(analyst, 'incident.journal.list', { incidentId });
      expect(items.map(({ type }) => type)).toEqual(['declared', ...steps]);
      const events = await rig.events(incidentId);
      expect(events.map(({ type }) => type)).toEqual(['declared', ...steps].map((type) => `incident.${type}`));
      const audited = await rig.database.asAdmin<{ action: string }>(
        'SELECT action FROM incident.audit WHERE record_id = $1 ORDER BY at',
        [id],
      );
      expect(audited).toHaveLength(steps.length);
    },
  );

  it('is the agency’s, of a version that exists, on an incident that is worked on', async () => {
    const { who, incidentId } = await declared();
    const asked = { id: newId(), incidentId, code: 'ransomware', version: 1 };
    expect(await refusalOf(rig.as(who, 'incident.playbook.start', asked))).toBe('forbidden');
    expect(await refusalOf(rig.as(who, 'incident.playbook.list', {}))).toBe('forbidden');
    expect(await refusalOf(start(incidentId, { version: 99 }))).toBe('not-found');
    expect(await refusalOf(start(incidentId, { code: 'nothing' }))).toBe('not-found');
    expect(await refusalOf(start(newId()))).toBe('not-found');
    const run = await start(incidentId);
    const { incidentId: other } = await declared();
    expect(await refusalOf(undo(other, run.id))).toBe('not-found');
    for (const action of ['take', 'acknowledge', 'resolve', 'close'] as const)
      await rig.as(analyst, `incident.incident.${action}`, { incidentId });
    expect(await refusalOf(undo(incidentId, run.id))).toBe('state-conflict');
    expect(await refusalOf(start(incidentId, { code: 'phishing' }))).toBe('state-conflict');
  });
});

describe('a playbook', () => {
  it('is one of eight to begin with', async () => {
    const { items } = await rig.as(analyst, 'incident.playbook.list', {});
    const shipped = items.filter(({ version, reason }) => version === 1 && reason === null);
    expect(shipped.map(({ code }) => code).sort()).toEqual(
      [
        ...['cut-off', 'data-leak', 'medical-device', 'patient-record'],
        ...['phishing', 'power', 'ransomware', 'supplier-outage'],
      ].sort(),
    );
  });

  it('is adapted in versions that stay, by one of two at a time, and says who and why', async () => {
    const code = `trial-${newId().slice(-12)}`;
    const save = (base: number, who = analyst) =>
      rig.as(who, 'incident.playbook.save', { code, base, definition: aPlaybook, reason: `Après ${base}.` });
    expect(await save(0)).toEqual({ code, version: 1 });
    const both = await Promise.allSettled([save(1), save(1, agent('analyst'))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(save(0))).toBe('playbook-changed');
    expect(await refusalOf(save(2, agent('auditor')))).toBe('forbidden');
    const { items } = await rig.as(analyst, 'incident.playbook.list', {});
    const own = items.filter((item) => item.code === code);
    expect(own.map(({ version, reason }) => [version, reason])).toEqual([
      [1, 'Après 0.'],
      [2, 'Après 1.'],
    ]);
    expect(own[0]?.savedBy).toBe(analyst.id);
    const { incidentId } = await declared();
    await start(incidentId, { code, version: 1 });
    expect(await read(incidentId)).toHaveLength(1);
  });

  it('is refused where its tasks wait for each other, for strangers, or a facility for the agency', async () => {
    const [task] = aPlaybook.tasks;
    const save = (...tasks: object[]) =>
      rig.as(analyst, 'incident.playbook.save', {
        code: 'odd',
        base: 0,
        definition: { ...aPlaybook, tasks: tasks.map((part) => ({ ...task!, ...part })) },
        reason: 'Essai.',
      });
    const circle = save({ code: 'a-one', after: ['b-two'] }, { code: 'b-two', after: ['a-one'] });
    expect(await refusalOf(circle)).toBe('invalid-request');
    expect(await refusalOf(save({ after: ['first'] }))).toBe('invalid-request');
    expect(await refusalOf(save({ after: ['nobody'] }))).toBe('invalid-request');
    expect(await refusalOf(save({}, {}))).toBe('invalid-request');
    const waits = save({ code: 'a-one' }, { code: 'b-two', side: 'facility', after: ['a-one'] });
    expect(await refusalOf(waits)).toBe('invalid-request');
    expect(await refusalOf(save({ dueMinutes: -1 }))).toBe('invalid-request');
  });
});
