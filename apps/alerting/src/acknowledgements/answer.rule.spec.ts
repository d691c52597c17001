import { describe, expect, it } from '@jest/globals';
import { AcknowledgementState, Answer, answerTransitions } from '#libs/contracts';
import { answersAfter, checkAnswer, isOverdue, openStates } from './answer.rule.js';

describe('answers', () => {
  it.each(AcknowledgementState.options)('after %s are those of the table, all others refused', (state) => {
    expect(answersAfter(state)).toEqual(answerTransitions[state]);
    for (const answer of Answer.options) {
      const check = () => checkAnswer(state, answer);
      if (answersAfter(state).includes(answer)) expect(check).not.toThrow();
      else expect(check).toThrow(expect.objectContaining({ code: 'state-conflict', params: { state } }));
    }
  });

  it('never take back that something was read', () => {
    expect(answersAfter('done')).not.toContain('read');
  });
});

describe('the chase list', () => {
  const date = new Date('2026-11-24T12:00:00.000Z');
  const before = new Date('2026-11-24T11:59:59.999Z');
  const after = new Date('2026-11-24T12:00:00.001Z');

  it.each([
    ['sent', date, before, false],
    ['sent', date, after, true],
    ['read', date, after, true],
    ['in-progress', date, after, true],
    ['not-concerned', date, after, false],
    ['done', date, after, false],
    ['sent', null, after, true],
    ['read', null, after, false],
    ['in-progress', null, after, false],
    ['done', null, after, false],
  ] as const)('%s, respond by %p, at %p: %p', (state, respondBy, now, overdue) => {
    expect(isOverdue(state, respondBy, now)).toBe(overdue);
  });

  it('has what is open, and nothing that has come to an end', () => {
    expect(openStates).toEqual(['sent', 'read', 'in-progress']);
  });
});
