import { PlaybookDefinition, type TaskState, hasCycle } from '#libs/contracts';
import { newId } from '#libs/platform';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstPlaybooks } from './playbooks.js';
import { tasksOfRun, undone } from './run.tasks.js';

const shipped = Object.entries(firstPlaybooks);
const aPlaybook = fc.constantFrom(...shipped.map(([, definition]) => definition));
const run = { id: newId(), startedAt: '2026-11-28T03:00:00.000Z' };

describe('the shipped playbooks', () => {
  it.each(shipped)('%s is as an analyst could save it', (_, definition) => {
    expect(PlaybookDefinition.parse(definition)).toEqual(definition);
  });

  it.each(shipped)('%s never has a task due before one that it waits for', (_, { tasks }) => {
    const due = new Map(tasks.map(({ code, dueMinutes }) => [code, dueMinutes]));
    for (const { after, dueMinutes } of tasks)
      for (const other of after)
        if (dueMinutes !== null) expect(due.get(other) ?? Infinity).toBeLessThanOrEqual(dueMinutes);
  });
});

describe('a start', () => {
  it('makes one task of each, due from the start, that wait for each other as written', () => {
    fc.assert(
      fc.property(aPlaybook, (definition) => {
        const made = tasksOfRun(definition, run, newId);
        expect(made.map(({ title }) => title)).toEqual(definition.tasks.map(({ title }) => title));
        expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
        expect(hasCycle(new Map(made.map(({ id, after }) => [id, after])))).toBe(false);
        expect(made.map(({ after }) => after.length)).toEqual(definition.tasks.map(({ after }) => after.length));
      }),
    );
  });

  it('that is undone leaves exactly what somebody has worked on', () => {
    const states = fc.array(fc.constantFrom<TaskState>('todo', 'doing', 'done', 'dropped'), { minLength: 60 });
    fc.assert(
      fc.property(aPlaybook, states, fc.array(fc.boolean(), { minLength: 60 }), (definition, become, ticks) => {
        const own = tasksOfRun(definition, run, newId).map((task, index) => ({
          ...task,
          state: become[index] ?? 'todo',
          checklist: task.checklist.map((item) => ({
            ...item,
            doneAt: ticks[index] ? run.startedAt : null,
            doneSide: null,
            doneBy: null,
          })),
        }));
        const { dropped, kept } = undone(own);
        expect(dropped.length + kept.length).toBe(own.length);
        for (const { state, checklist } of dropped) {
          expect(state).toBe('todo');
          expect(checklist.some(({ doneAt }) => doneAt !== null)).toBe(false);
        }
        for (const { state, checklist } of kept)
          expect(state !== 'todo' || checklist.some(({ doneAt }) => doneAt !== null)).toBe(true);
      }),
    );
  });
});
