import { z } from 'zod';
import { command, query } from './command.js';
import { BaseVersion, Id, InstantOut, line, prose, whole } from './common.js';
import { hasCycle } from './dependencies.js';

/** Whose work a task is. What is the agency's no facility sees. */
export const TaskSide = z.enum(['agency', 'facility']);
export type TaskSide = z.infer<typeof TaskSide>;

const code = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
/** Thirty days. */
const LONGEST = 43_200;

const said = (max: number) => z.strictObject({ fr: whole(line(max)), en: whole(line(max)) });

export const PlaybookTask = z.strictObject({
  code,
  side: TaskSide,
  /** Who does it, in the words of the house: crisis cell, security officer. */
  role: said(80),
  title: said(160),
  text: z.strictObject({ fr: whole(prose(2_000)), en: whole(prose(2_000)) }).nullable(),
  /** Minutes from the start until it is due; null: when it can be. */
  dueMinutes: z.number().int().min(0).max(LONGEST).nullable(),
  checklist: z.array(said(200)).max(20),
  /** The tasks that have to be done first. */
  after: z.array(code).max(20),
});
export type PlaybookTask = z.infer<typeof PlaybookTask>;

/** What is to be done in one kind of crisis, as an analyst wrote it. */
export const PlaybookDefinition = z
  .strictObject({
    name: said(120),
    summary: z.strictObject({ fr: whole(prose(600)), en: whole(prose(600)) }),
    tasks: z.array(PlaybookTask).min(1).max(60),
  })
  .superRefine(({ tasks }, context) => {
    const byCode = new Map(tasks.map((task) => [task.code, task]));
    for (const [index, task] of tasks.entries()) {
      const fault = taskFault(task, byCode);
      if (fault) context.addIssue({ code: 'custom', path: ['tasks', index, fault.field], message: fault.message });
    }
    if (hasCycle(new Map(tasks.map((task) => [task.code, task.after]))))
      context.addIssue({ code: 'custom', path: ['tasks'], message: 'cycle' });
  });
export type PlaybookDefinition = z.infer<typeof PlaybookDefinition>;

function taskFault(task: PlaybookTask, byCode: ReadonlyMap<string, PlaybookTask>) {
  if (byCode.get(task.code) !== task) return { field: 'code', message: 'task-twice' };
  const before = task.after.map((other) => byCode.get(other));
  if (before.includes(undefined)) return { field: 'after', message: 'task-unknown' };
  // A facility does not see the agency's: it would wait for nobody knows what.
  if (task.side === 'facility' && before.some((other) => other?.side === 'agency'))
    return { field: 'after', message: 'waits-for-agency' };
  return null;
}

/** One version of a playbook; versions are added and never changed. */
export const PlaybookVersion = z.object({
  code: z.string(),
  version: z.number().int().positive(),
  definition: PlaybookDefinition,
  /** Why it was adapted; null for what was shipped. */
  reason: z.string().nullable(),
  /** The nil UUID for what was shipped. */
  savedBy: Id,
  savedAt: InstantOut,
});
export type PlaybookVersion = z.infer<typeof PlaybookVersion>;

/** A playbook under way on an incident or a regional incident, or undone. */
export const PlaybookRun = z.object({
  id: Id,
  /** The nil UUID where it was started on a regional incident. */
  incidentId: Id,
  regionalId: Id.nullable(),
  code: z.string(),
  version: z.number().int(),
  name: z.object({ fr: z.string(), en: z.string() }),
  startedBy: Id,
  startedAt: InstantOut,
  /** Null while it is under way. */
  reversedAt: InstantOut.nullable(),
});
export type PlaybookRun = z.infer<typeof PlaybookRun>;

/** One that was started on a regional incident, and how far its tasks for facilities have come. */
export const RegionalRun = PlaybookRun.extend({
  /** How many incidents got tasks, those that left or were closed since among them. */
  givenTo: z.number().int(),
  /** How many open ones in it have not got them, neither by this start nor by another one of the same playbook. */
  missing: z.number().int(),
});
export type RegionalRun = z.infer<typeof RegionalRun>;

/** How many open incidents a start gave tasks to, and how many it left out because the playbook is under way on them. */
export const RegionalStart = z.object({ run: PlaybookRun, given: z.number().int(), leftOut: z.number().int() });
export type RegionalStart = z.infer<typeof RegionalStart>;

/** Milliseconds: some hundred incidents may get tasks at once. */
const FOR_MANY = 10_000;

export const playbookCommands = {
  /** Every version of every playbook, the oldest first. */
  'incident.playbook.list': query('playbook.read', z.strictObject({}), z.object({ items: z.array(PlaybookVersion) })),
  /** A new version; `base` is the one that it was written from, and has to be the latest still. */
  'incident.playbook.save': command(
    'playbook.manage',
    z.strictObject({ code, base: BaseVersion, definition: PlaybookDefinition, reason: prose(500) }),
    z.object({ code: z.string(), version: z.number().int().positive() }),
  ),
  /** Creates the tasks of a version, once: while it is under way every further start is answered with that run. */
  'incident.playbook.start': command(
    'incident.triage',
    z.strictObject({ id: Id, incidentId: Id, code, version: z.number().int().positive() }),
    PlaybookRun,
  ),
  /** Drops those of its tasks that nobody has begun, and keeps the others. It can be started anew then. */
  'incident.playbook.reverse': command(
    'incident.triage',
    z.strictObject({ incidentId: Id, runId: Id, reason: prose(500) }),
    z.object({ run: PlaybookRun, dropped: z.number().int(), kept: z.number().int() }),
  ),
  /**
   * The agency's tasks once, the facilities' on each open incident in it. While it is under way every further start is answered with that
   * run, and gives its tasks to the incidents that have come since.
   */
  'incident.regional.start-playbook': command(
    'incident.triage',
    z.strictObject({ id: Id, regionalId: Id, code, version: z.number().int().positive() }),
    RegionalStart,
    FOR_MANY,
  ),
  /** Drops those of its tasks that nobody has begun, wherever they are, and keeps the others. */
  'incident.regional.reverse-playbook': command(
    'incident.triage',
    z.strictObject({ regionalId: Id, runId: Id, reason: prose(500) }),
    z.object({ run: PlaybookRun, dropped: z.number().int(), kept: z.number().int() }),
    FOR_MANY,
  ),
} as const;
