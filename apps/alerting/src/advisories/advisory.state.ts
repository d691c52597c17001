import { type AdvisoryAction, type AdvisoryState, Refusal, nextAdvisoryState } from '#libs/contracts';

/** @throws Refusal('state-conflict') when the table does not allow the action */
export function stateAfter(state: AdvisoryState, action: AdvisoryAction): AdvisoryState {
  const next = nextAdvisoryState(state, action);
  if (!next) throw new Refusal('state-conflict', { state });
  return next;
}
