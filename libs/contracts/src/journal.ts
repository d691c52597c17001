import { z } from 'zod';
import { command, query } from './command.js';
import { Id, InstantOut, Tlp, limit, line, personal, prose } from './common.js';

export const Visibility = z.enum(['shared', 'agency']);
export type Visibility = z.infer<typeof Visibility>;

/** What people write themselves; everything else in the journal is written by what they do. */
export const WrittenType = z.enum(['note', 'decision']);
export type WrittenType = z.infer<typeof WrittenType>;

/**
 * An entry of an incident's journal. Nothing in it is ever changed: another wording of an entry (`edited`) and a fact pinned or taken down
 * (`pinned`, `unpinned`) are entries of their own, which name the first in `details.entryId`.
 */
export const JournalEntry = z.object({
  id: Id,
  incidentId: Id,
  /** Position in this incident's journal, gapless from 1; agency-only entries leave gaps for a facility's eyes. */
  seq: z.number().int(),
  type: z.enum([
    'declared',
    'taken',
    'acknowledged',
    'qualified',
    'resolved',
    'closed',
    'reopened',
    'note',
    'linked',
    'unlinked',
    'amended',
    'reclassified',
    'aware-corrected',
    'joined',
    'authority-told',
    'report-requested',
    'assessed',
    'decision',
    'edited',
    'pinned',
    'unpinned',
    'indicators-recorded',
    'indicator-withdrawn',
    'indicator-restored',
    'attachment-added',
    'attachment-handed-over',
    'attachment-sealed',
    'attachment-withdrawn',
    'attachment-destroyed',
    'task-added',
    'task-done',
    'task-dropped',
    'task-reopened',
    'playbook-started',
    'playbook-reversed',
    'similar-dismissed',
    'similar-restored',
    'report-issued',
    'report-withdrawn',
  ]),
  visibility: Visibility,
  /** Who: the agency or the facility's own people; a facility is never told an analyst's name, only "the agency". */
  authorSide: z.enum(['facility', 'agency']),
  authorId: Id.nullable(),
  text: personal(z.string().nullable()),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** What it is about, in the words of who wrote it. */
  topic: z.string().nullable(),
  /** Null: that of the incident. */
  tlp: Tlp.nullable(),
  /** Who is to read it, of its author's side; a facility is not told of the agency's. */
  mentions: z.array(Id),
  at: InstantOut,
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** How far somebody has read. */
export const RoomReader = z.object({
  side: z.enum(['facility', 'agency']),
  /** Null where a facility reads of the agency's people. */
  personId: Id.nullable(),
  seq: z.number().int(),
  at: InstantOut,
});
export type RoomReader = z.infer<typeof RoomReader>;

const incident = { incidentId: Id };
const page = { ...incident, limit: limit(200, 500) };
const words = { text: personal(prose(20_000)), topic: line(60).nullable().optional(), tlp: Tlp.nullable().optional() };

export const journalCommands = {
  /** What came after a position: how a reader catches up. */
  'incident.journal.list': query(
    'incident.read',
    z.strictObject({ ...page, after: z.coerce.number().int().min(0).default(0) }),
    z.object({ items: z.array(JournalEntry), next: z.number().int().nullable() }),
  ),
  /** The newest, or those before a position, in the order in which they were written; `before` leads to earlier ones. */
  'incident.journal.earlier': query(
    'incident.read',
    z.strictObject({ ...page, before: z.coerce.number().int().min(1).max(2_000_000_000).optional() }),
    z.object({ items: z.array(JournalEntry), before: z.number().int().nullable() }),
  ),
  /** The facts pinned now, the last pinned first, in their last wording. */
  'incident.journal.pinned': query(
    'incident.read',
    z.strictObject(incident),
    z.object({ items: z.array(JournalEntry) }),
  ),
  /** An entry and its later wordings, the first first. */
  'incident.journal.history': query(
    'incident.read',
    z.strictObject({ ...incident, entryId: Id }),
    z.object({ items: z.array(JournalEntry) }),
  ),
  'incident.journal.write': command(
    'journal.write',
    z.strictObject({
      id: Id,
      ...incident,
      ...words,
      visibility: Visibility.default('shared'),
      type: WrittenType.optional(),
      mentions: z.array(Id).max(20).optional(),
    }),
    JournalEntry,
  ),
  /** Another wording, by its author. `base` is the position of the wording that it was made from. */
  'incident.journal.edit': command(
    'journal.write',
    z.strictObject({ id: Id, ...incident, entryId: Id, base: z.number().int().min(1), ...words }),
    JournalEntry,
  ),
  /** A fact that everybody in the room must have before their eyes. What is so already is not written again. */
  'incident.journal.pin': command(
    'incident.triage',
    z.strictObject({ ...incident, entryId: Id, pinned: z.boolean() }),
    z.object({ entryId: Id, pinned: z.boolean() }),
  ),
  /** How far the person has read; going back is no reading. */
  'incident.room.read': command(
    'incident.read',
    z.strictObject({ ...incident, seq: z.number().int().min(1) }),
    z.object({ seq: z.number().int() }),
  ),
  'incident.room.readers': query('incident.read', z.strictObject(incident), z.object({ readers: z.array(RoomReader) })),
} as const;
