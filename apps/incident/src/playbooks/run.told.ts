import type { JournalEntry, PlaybookRun } from '#libs/contracts';
import type { CommandContext } from '#libs/messaging';
import type { IncidentHead } from '../incidents/incident.row.js';
import { eventOf, saidOf } from '../incidents/incident.step.js';

/** What a journal says of a start, and what it is called where it is undone. */
export const detailsOf = ({ code, version, name }: PlaybookRun): JournalEntry['details'] => ({
  playbook: code,
  version,
  name: name.fr,
  nameEn: name.en,
});

/** A facility hears of it where it has something to do. */
export const toldOf = (
  head: IncidentHead,
  type: 'playbook-started' | 'playbook-reversed',
  { id: runId, code: playbook }: PlaybookRun,
  forFacility: boolean,
  context: CommandContext,
) => ({
  ...eventOf(head, context),
  type: `incident.${type}` as const,
  payload: { ...saidOf(head), runId, playbook, forFacility },
});
