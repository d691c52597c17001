import { type AcknowledgementState, type Answer, Refusal, answerTransitions } from '#libs/contracts';

/** The answers that a facility can give next. */
export const answersAfter = (state: AcknowledgementState): Answer[] => [...answerTransitions[state]];

/** @throws Refusal('state-conflict') when the table does not allow the answer */
export function checkAnswer(state: AcknowledgementState, answer: Answer): void {
  if (!answersAfter(state).includes(answer)) throw new Refusal('state-conflict', { state });
}

/** What is still expected of a facility in each state. */
const expected: Record<AcknowledgementState, 'answer' | 'action' | 'nothing'> = {
  sent: 'answer',
  read: 'action',
  'in-progress': 'action',
  'not-concerned': 'nothing',
  done: 'nothing',
};

export const openStates = (Object.keys(expected) as AcknowledgementState[]).filter(
  (state) => expected[state] !== 'nothing',
);

/**
 * Whether the facility is to be chased: the date has passed and it has not come to an end; without a date, as long as it has not
 * answered at all.
 */
export function isOverdue(state: AcknowledgementState, respondBy: Date | null, now: Date): boolean {
  if (expected[state] === 'nothing') return false;
  return respondBy ? now > respondBy : expected[state] === 'answer';
}
