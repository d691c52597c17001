import { MailDraftState } from '#libs/contracts';
import type { RouteInput } from '../../shared/api/call.js';
import { someOf } from '../../shared/table/useFilters.js';

/** What is asked of the list; without a choice, what has still to be handled. */
export function mailInput(state: string): RouteInput<'mailDrafts'> {
  const states = someOf(MailDraftState.options, state);
  return { state: state === 'all' ? undefined : states.length > 0 ? states : ['new'], limit: 50 };
}
