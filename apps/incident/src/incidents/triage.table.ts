import {
  type EventType,
  type IncidentAction,
  type IncidentState,
  type JournalEntry,
  Refusal,
  nextIncidentState,
} from '#libs/contracts';

interface Trace {
  entry: JournalEntry['type'];
  event: Extract<EventType, `incident.${string}`>;
}

/** What each action of the triage leaves in the journal, and says to others. */
export const traces = {
  take: { entry: 'taken', event: 'incident.taken' },
  acknowledge: { entry: 'acknowledged', event: 'incident.acknowledged' },
  qualify: { entry: 'qualified', event: 'incident.qualified' },
  resolve: { entry: 'resolved', event: 'incident.resolved' },
  close: { entry: 'closed', event: 'incident.closed' },
  reopen: { entry: 'reopened', event: 'incident.reopened' },
} as const satisfies Record<IncidentAction, Trace>;

/** @throws Refusal('state-conflict') when the table of the contract does not allow it */
export function stateAfter(state: IncidentState, action: IncidentAction): IncidentState {
  const next = nextIncidentState(state, action);
  if (next === null) throw new Refusal('state-conflict', { state });
  return next;
}
