import { IncidentAction, IncidentState, openActions } from '#libs/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stateAfter } from './triage.table.js';

const way: [IncidentAction, IncidentState][] = [
  ['take', 'taken'],
  ['acknowledge', 'acknowledged'],
  ['qualify', 'qualified'],
  ['resolve', 'resolved'],
  ['close', 'closed'],
  ['reopen', 'acknowledged'],
];

describe('the triage of an incident', () => {
  it('goes the usual way, step by step', () => {
    let state: IncidentState = 'declared';
    for (const [action, next] of way) {
      state = stateAfter(state, action);
      expect(state).toBe(next);
    }
  });

  it.each<[IncidentState, IncidentAction, IncidentState]>([
    ['taken', 'take', 'taken'],
    ['qualified', 'take', 'qualified'],
    ['qualified', 'qualify', 'qualified'],
    ['acknowledged', 'resolve', 'resolved'],
    ['closed', 'reopen', 'acknowledged'],
  ])('from %s, %s leads to %s', (state, action, next) => {
    expect(stateAfter(state, action)).toBe(next);
  });

  it('refuses every action that is not open, and says the state', () => {
    for (const state of IncidentState.options) {
      for (const action of IncidentAction.options) {
        if (openActions(state).includes(action)) continue;
        expect(() => stateAfter(state, action)).toThrow(
          expect.objectContaining({ code: 'state-conflict', params: { state } }),
        );
      }
    }
  });

  it('never comes back to declared, and always has a next action', () => {
    const actions = fc.array(fc.constantFrom(...IncidentAction.options), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(actions, (wished) => {
        let state: IncidentState = 'declared';
        let moved = false;
        for (const action of wished) {
          const open = openActions(state);
          expect(open.length).toBeGreaterThan(0);
          if (!open.includes(action)) continue;
          state = stateAfter(state, action);
          moved = true;
        }
        expect(state === 'declared').toBe(!moved);
      }),
    );
  });
});
