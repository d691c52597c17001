import { z } from 'zod';
import { command, query } from './command.js';
import { Id, InstantOut, Severity, prose } from './common.js';
import { Outlook, SeverityAnswers, levelOf, scoreOf } from './severity.js';

/** How grave an incident was taken for at one moment: the answers, what they make, and what was decided. */
export const Assessment = z.object({
  id: Id,
  incidentId: Id,
  answers: SeverityAnswers,
  /** 0 to 100, worked out from the answers. */
  score: z.number().int().min(0).max(100),
  /** What the score makes. */
  computed: Severity,
  /** What counts: the computed level, or another one with a reason. */
  severity: Severity,
  outlook: Outlook,
  /** Why another level than the computed one; null where it is the same, and for a facility. */
  reason: z.string().nullable(),
  /** Null for a facility. */
  assessedBy: Id.nullable(),
  assessedAt: InstantOut,
});
export type Assessment = z.infer<typeof Assessment>;

/** How grave a regional incident is, by those of its incidents that last. */
export const RegionalScore = z.object({
  regionalId: Id,
  /** Null while none was assessed. */
  score: z.number().int().min(0).max(100).nullable(),
  /** Of the score, and never below that of an incident that lasts. */
  severity: Severity.nullable(),
  /** Whether it is that of an incident, for which an analyst decided more than all scores together come to. */
  isRaised: z.boolean(),
  /** The gravest single score. */
  gravest: z.number().int().min(0).max(100).nullable(),
  /** Incidents that last, and how many of them were assessed: only those count. */
  open: z.number().int(),
  assessed: z.number().int(),
});
export type RegionalScore = z.infer<typeof RegionalScore>;

export const assessmentCommands = {
  'incident.severity.assess': command(
    'incident.triage',
    z
      .strictObject({
        id: Id,
        incidentId: Id,
        answers: SeverityAnswers,
        severity: Severity,
        outlook: Outlook,
        reason: prose(2_000).nullable(),
      })
      .refine(
        ({ answers, severity, reason }) => reason !== null || severity === levelOf(scoreOf(answers), answers.danger),
        { path: ['reason'], error: 'reason-needed' },
      ),
    Assessment,
  ),
  /** Newest first. */
  'incident.severity.list': query(
    'incident.read',
    z.strictObject({ incidentId: Id }),
    z.object({ items: z.array(Assessment) }),
  ),
  'incident.regional.score': query('regional.read', z.strictObject({ regionalId: Id }), RegionalScore),
} as const;
