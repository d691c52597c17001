import { z } from 'zod';
import { command, query } from './command.js';
import { Id, InstantOut, limit, line, page, personal, prose, whole } from './common.js';
import { RegionalIncident } from './incident.js';
import { WrittenType } from './journal.js';

/** An entry of a regional incident's journal, the agency's alone. Nothing in it is ever changed: a correction is a further entry. */
export const RegionalEntry = z.object({
  id: Id,
  regionalId: Id,
  /** The version of the regional incident that it made: grows, and may leave gaps. */
  seq: z.number().int().positive(),
  type: z.enum([
    'opened',
    'linked',
    'unlinked',
    'taken-apart',
    'closed',
    'reopened',
    'note',
    'decision',
    'task-added',
    'task-done',
    'task-dropped',
    'task-reopened',
    'playbook-started',
    'playbook-extended',
    'playbook-reversed',
  ]),
  authorId: Id,
  /** What was written, or why it was done. */
  text: personal(z.string().nullable()),
  /** References of the incidents that came or went, or got the tasks of a playbook. */
  incidents: z.array(z.string()),
  /** Which task or playbook, as in the journal of an incident. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  at: InstantOut,
});
export type RegionalEntry = z.infer<typeof RegionalEntry>;

/** From which state an action leads where. What links, unlinks or writes asks for an open one. */
export const regionalTransitions = {
  close: { from: 'open', to: 'closed' },
  reopen: { from: 'closed', to: 'open' },
} as const satisfies Record<string, { from: RegionalIncident['state']; to: RegionalIncident['state'] }>;

const regional = { regionalId: Id };
const withReason = z.strictObject({ ...regional, reason: whole(line(500)) });

export const regionalCommands = {
  /** The newest first. */
  'incident.regional.journal': query(
    'regional.read',
    z.strictObject({ ...regional, limit: limit(50, 200), cursor: z.string().max(200).optional() }),
    page(RegionalEntry),
  ),
  'incident.regional.write': command(
    'regional.lead',
    z.strictObject({ id: Id, ...regional, type: WrittenType, text: personal(prose(20_000)) }),
    RegionalEntry,
  ),
  /** Refused while declarations in it are open. */
  'incident.regional.close': command('regional.lead', withReason, RegionalIncident),
  'incident.regional.reopen': command('regional.lead', withReason, RegionalIncident),
} as const;
