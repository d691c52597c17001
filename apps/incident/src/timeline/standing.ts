import {
  type IncidentAction,
  type IncidentState,
  type JournalEntry,
  Outlook,
  Severity,
  Tlp,
  YesNoUnknown,
  nextIncidentState,
} from '#libs/contracts';
import { traces } from '../incidents/triage.table.js';

/** What an incident was at an instant, by what its journal had said until then. */
export interface Standing {
  state: IncidentState;
  tlp: Tlp;
  severity: Severity | null;
  score: number | null;
  outlook: Outlook | null;
  rsitClass: string | null;
  rsitType: string | null;
  malicious: YesNoUnknown | null;
  /** When the state was reached for the first time. */
  since: Partial<Record<IncidentState, string>>;
  /** When it was closed for the last time. */
  closedAt: string | null;
}

type Entry = Pick<JournalEntry, 'type' | 'details' | 'at'>;

const actions = new Map<string, IncidentAction>(
  Object.entries(traces).map(([action, { entry }]) => [entry, action as IncidentAction]),
);

const START: Standing = {
  state: 'declared',
  tlp: 'AMBER',
  severity: null,
  score: null,
  outlook: null,
  rsitClass: null,
  rsitType: null,
  malicious: null,
  since: {},
  closedAt: null,
};

/** The types of entries that it is read from. */
export const standingEntries: readonly string[] = [...actions.keys(), 'assessed'];

/** Reads the entries in their order. What an older release wrote otherwise leaves things as they were. */
export function standingOf(entries: readonly Entry[]): Standing {
  let standing = START;
  for (const entry of entries) standing = after(standing, entry);
  return standing;
}

function after(standing: Standing, { type, details, at }: Entry): Standing {
  if (type === 'assessed') {
    return {
      ...standing,
      severity: Severity.safeParse(details['severity']).data ?? standing.severity,
      score: typeof details['score'] === 'number' ? details['score'] : standing.score,
      outlook: Outlook.safeParse(details['outlook']).data ?? standing.outlook,
    };
  }
  const action = actions.get(type);
  if (action === undefined) return standing;
  const state = nextIncidentState(standing.state, action) ?? standing.state;
  const closedAt = action === 'close' && state !== standing.state ? at : standing.closedAt;
  const moved = { ...standing, state, since: { [state]: at, ...standing.since }, closedAt };
  return type === 'qualified' ? qualified(moved, details) : moved;
}

const textOf = (value: string | number | null | undefined): string | null => (typeof value === 'string' ? value : null);

const qualified = (standing: Standing, details: Entry['details']): Standing => ({
  ...standing,
  severity: Severity.safeParse(details['severity']).data ?? standing.severity,
  tlp: Tlp.safeParse(details['tlp']).data ?? standing.tlp,
  malicious: YesNoUnknown.safeParse(details['malicious']).data ?? standing.malicious,
  rsitClass: textOf(details['rsitClass']),
  rsitType: textOf(details['rsitType']),
});
