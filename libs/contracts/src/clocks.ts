import { z } from 'zod';
import { command, query } from './command.js';
import {
  Id,
  Instant,
  InstantOut,
  Kind,
  TerritoryCode,
  YesNoUnknown,
  csvOf,
  limit,
  line,
  page,
  personal,
} from './common.js';

/** Who has to be told of an incident, beside the agency's own people. */
export const Authority = z.enum(['ars', 'cert-sante', 'anssi', 'cnil', 'police', 'corruss']);
export type Authority = z.infer<typeof Authority>;

/** How it stands with an authority. Nothing of it says that a duty is discharged. */
export const AuthorityStatus = z.enum(['told', 'received', 'closed', 'not-concerned']);
export type AuthorityStatus = z.infer<typeof AuthorityStatus>;
/** The statuses in which the authority has what was sent. */
export const submittedStatuses: readonly AuthorityStatus[] = ['told', 'received', 'closed'];

/** What decides whether a regime applies: of the facility's profile, and of the answers. */
export const Fact = z.enum([
  'nis2',
  'health-duty',
  'public-establishment',
  'holds-health-data',
  'cyber-insured',
  'nature',
  'malicious',
  'care-safety',
  'health-data',
  'functioning',
  'repercussions',
  'spread',
  'cross-border',
  'degraded-mode',
  'patient-danger',
  'personal-data',
]);
export type Fact = z.infer<typeof Fact>;

const code = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
/** Kept as JSON, which PostgreSQL refuses with half a surrogate pair in it. */
const wording = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, { error: 'control-character' });
const words = (max: number) => z.strictObject({ fr: wording(max), en: wording(max) });
/** A word of the contracts, as an answer or a profile holds it. */
const answer = z.string().regex(/^[a-z][a-z-]{0,39}$/);
/** ISO 8601, either hours (`PT72H`: so many hours later) or days and months (`P1M`: the end of that day of the calendar). */
const Delay = z
  .string()
  .regex(/^P(?=.)(?:(?:\d{1,2}Y)?(?:\d{1,3}M)?(?:\d{1,3}D)?|T(?=.)(?:\d{1,4}H)?(?:\d{1,4}M)?(?:\d{1,4}S)?)$/);
/** The same, before the due time with a minus; a day is a day of the calendar, at the same hour. */
const Offset = z
  .string()
  .regex(/^-?P(?=.)(?:(?:\d{1,3}M)?(?:\d{1,3}D)?|T(?=.)(?:\d{1,4}H)?(?:\d{1,4}M)?(?:\d{1,4}S)?)$/);

/** Holds for the values `yes`, may hold for `perhaps` and for what is not known, and does not for any other. */
export const FactTest = z.strictObject({
  fact: Fact,
  yes: z.array(answer).min(1).max(10),
  perhaps: z.array(answer).max(10).default([]),
});
export type FactTest = z.infer<typeof FactTest>;

/**
 * When a stage is due: a delay after one became aware, or after the first submission of another stage, or when somebody asks. `ongoing`
 * tells what the incident's end has to do with it: nothing (`any`); due only while it lasts (`only`); and where it lasts beyond the delay, due
 * `afterEnd` after its end instead (`after-end`).
 */
export const DueRule = z.strictObject({
  from: z.enum(['aware', 'stage', 'request']),
  stage: code.nullable().default(null),
  delay: Delay,
  ongoing: z.enum(['any', 'only', 'after-end']).default('any'),
  afterEnd: Delay.nullable().default(null),
});
export type DueRule = z.infer<typeof DueRule>;

export const RegimeStage = z.strictObject({
  code,
  name: words(120),
  authorities: z.array(Authority).max(6),
  due: DueRule,
  /** Stages of the same regime whose submission says all that this one would. */
  coveredBy: z.array(code).max(6).default([]),
  /** When to remind, from the due time: before with a minus, `PT0S` at it. */
  reminders: z.array(Offset).max(8),
});
export type RegimeStage = z.infer<typeof RegimeStage>;

/** A legal regime as configuration: every group of `applies` has to hold, a group does when one of its tests does. */
export const RegimeDefinition = z
  .strictObject({
    name: words(120),
    /** The text it rests on. */
    basis: words(300),
    /** No public source settles it: shown as such. */
    toConfirm: z.boolean(),
    /** Where days and months are counted. */
    zone: z.enum(['territory', 'paris']),
    applies: z.array(z.array(FactTest).min(1).max(12)).max(8),
    stages: z.array(RegimeStage).min(1).max(10),
  })
  .superRefine(({ stages }, context) => {
    const codes = stages.map((stage) => stage.code);
    for (const [index, stage] of stages.entries()) {
      const fault = stageFault(stage, codes.slice(0, index), codes);
      if (fault) context.addIssue({ code: 'custom', path: ['stages', index, ...fault.path], message: fault.message });
    }
  });
export type RegimeDefinition = z.infer<typeof RegimeDefinition>;
export type RegimeDefinitionInput = z.input<typeof RegimeDefinition>;

function stageFault(stage: RegimeStage, earlier: readonly string[], all: readonly string[]) {
  const { due, coveredBy } = stage;
  if (earlier.includes(stage.code)) return { path: ['code'], message: 'stage-twice' };
  // Only what stands above it: no stage can wait for itself.
  if ((due.from === 'stage') !== (due.stage !== null)) return { path: ['due', 'stage'], message: 'stage-unknown' };
  if (due.stage !== null && !earlier.includes(due.stage)) return { path: ['due', 'stage'], message: 'stage-unknown' };
  if ((due.ongoing === 'after-end') !== (due.afterEnd !== null))
    return { path: ['due', 'afterEnd'], message: 'after-end' };
  if (coveredBy.some((other) => other === stage.code || !all.includes(other)))
    return { path: ['coveredBy'], message: 'stage-unknown' };
  return undefined;
}

/** A version of a regime, and for which instants of becoming aware it is the law: from the first, before the second. */
export const RegimeVersion = z.object({
  code: z.string(),
  version: z.number().int().positive(),
  validFrom: InstantOut,
  validTo: InstantOut.nullable(),
  savedAt: InstantOut,
  definition: z.object({
    name: z.object({ fr: z.string(), en: z.string() }),
    basis: z.object({ fr: z.string(), en: z.string() }),
    toConfirm: z.boolean(),
    zone: z.enum(['territory', 'paris']),
    applies: z.array(z.array(FactTest)),
    stages: z.array(RegimeStage),
  }),
});
export type RegimeVersion = z.infer<typeof RegimeVersion>;

/** What an administrator changes: a new version of the regime. */
const NewRegime = z
  .strictObject({
    code,
    validFrom: Instant,
    validTo: Instant.nullable().default(null),
    definition: RegimeDefinition,
  })
  .refine(({ validFrom, validTo }) => validTo === null || validFrom < validTo, {
    path: ['validTo'],
    error: 'ends-before-it-begins',
  });
export type NewRegime = z.infer<typeof NewRegime>;

export const ClockState = z.enum(['open', 'met', 'not-applicable', 'superseded']);
export type ClockState = z.infer<typeof ClockState>;

/** Where a due time comes from, or why there is none (yet). */
export const DueReason = z.enum([
  'without-delay',
  'after-aware',
  'after-stage',
  'waits-for-stage',
  'while-ongoing',
  'waits-for-end',
  'after-end',
  'on-request',
]);
export type DueReason = z.infer<typeof DueReason>;

/** Why a clock is as it is: the facts that decide whether the regime applies, and where the due time comes from. */
export const ClockReason = z.object({
  facts: z.array(z.object({ fact: Fact, value: z.string() })),
  due: z.object({
    code: DueReason,
    stage: z.string().nullable(),
    delay: z.string(),
    /** When an authority asked for it; only of a stage that is on request, once one has. */
    askedAt: InstantOut.optional(),
  }),
});
export type ClockReason = z.infer<typeof ClockReason>;

const Named = z.object({ fr: z.string(), en: z.string() });

/** One time that an authority asked for a report. */
export const ReportRequest = z.object({
  id: Id,
  askedAt: InstantOut,
  /** By when the authority wants it. */
  dueAt: InstantOut,
  askedBy: personal(z.string()),
  authorSide: z.enum(['facility', 'agency']),
  recordedAt: InstantOut,
});
export type ReportRequest = z.infer<typeof ReportRequest>;

export const IncidentClock = z.object({
  id: Id,
  incidentId: Id,
  reference: z.string(),
  facilityId: Id,
  territory: TerritoryCode,
  kind: Kind,
  regime: z.string(),
  regimeVersion: z.number().int(),
  regimeName: Named,
  basis: Named,
  toConfirm: z.boolean(),
  stage: z.string(),
  stageName: Named,
  authorities: z.array(Authority),
  /** Whether the facility has this duty for this incident. */
  applies: YesNoUnknown,
  state: ClockState,
  /** Null when there is none, or none yet. */
  dueAt: InstantOut.nullable(),
  /** The first submission that was recorded. */
  metAt: InstantOut.nullable(),
  nextRingAt: InstantOut.nullable(),
  reason: ClockReason,
  /** Of a stage that is on request: each time that an authority asked, the one that counts first. */
  requests: z.array(ReportRequest),
});
export type IncidentClock = z.infer<typeof IncidentClock>;

/** As the board sorts them: not yet due, overdue, without a due time yet, met, and what does not apply or is no longer needed. */
export const ClockStanding = z.enum(['due', 'overdue', 'waiting', 'met', 'not-applicable']);
export type ClockStanding = z.infer<typeof ClockStanding>;

/** One telling of one authority. */
export const AuthorityNotice = z.object({
  id: Id,
  authority: Authority,
  status: AuthorityStatus,
  toldAt: InstantOut,
  reference: z.string().nullable(),
  toldBy: personal(z.string()),
  /** Of which stages, as `<regime>/<stage>`. */
  stages: z.array(z.string()),
  authorSide: z.enum(['facility', 'agency']),
  recordedAt: InstantOut,
});
export type AuthorityNotice = z.infer<typeof AuthorityNotice>;

/** How it stands with one authority: its latest notice, and all of them. */
export const AuthorityStanding = z.object({
  authority: Authority,
  /** Null: nobody has recorded that it was told. */
  status: AuthorityStatus.nullable(),
  notices: z.array(AuthorityNotice),
});
export type AuthorityStanding = z.infer<typeof AuthorityStanding>;

const ClockMove = z.object({
  incidentId: Id,
  reference: z.string(),
  stage: z.string(),
  from: z.object({ state: ClockState.nullable(), dueAt: InstantOut.nullable() }),
  to: z.object({ state: ClockState.nullable(), dueAt: InstantOut.nullable() }),
});
export type ClockMove = z.infer<typeof ClockMove>;

/** What a new version would change of the clocks that are open. */
export const RegimePreview = z.object({
  /** Incidents that were looked at. */
  incidents: z.number().int(),
  /** Clocks of this regime that are open today. */
  open: z.number().int(),
  changed: z.number().int(),
  /** The first of those that change. */
  sample: z.array(ClockMove),
});
export type RegimePreview = z.infer<typeof RegimePreview>;

export const clockCommands = {
  /** What is due first comes first; what has no due time last. */
  'incident.clock.list': query(
    'incident.read',
    z.strictObject({
      state: csvOf(ClockStanding).optional(),
      territory: TerritoryCode.optional(),
      facilityId: Id.optional(),
      regime: code.optional(),
      incidentId: Id.optional(),
      kind: Kind.optional(),
      cursor: z.string().max(200).optional(),
      limit: limit(50, 500),
    }),
    page(IncidentClock).extend({
      /** How many there are of each standing, whatever `state` asks for. */
      counts: z.record(ClockStanding, z.number().int()),
      /** Clocks are still being worked out: ask again. */
      pending: z.boolean(),
    }),
  ),
  'incident.authority.list': query(
    'incident.read',
    z.strictObject({ incidentId: Id }),
    z.object({ items: z.array(AuthorityStanding) }),
  ),
  /** Records that somebody has told an authority. It tells nobody, and discharges no duty. */
  'incident.authority.tell': command(
    'authority.tell',
    z.strictObject({
      id: Id,
      incidentId: Id,
      authority: Authority,
      status: AuthorityStatus,
      toldAt: Instant,
      reference: line(120).nullable(),
      toldBy: personal(line(120)),
      stages: z.array(z.string().regex(/^[a-z0-9-]{2,40}\/[a-z0-9-]{2,40}$/)).max(12),
    }),
    z.object({ id: Id, incidentId: Id, authority: Authority, status: AuthorityStatus }),
  ),
  /**
   * Records that an authority asked for a report that is due on request (NIS2, article 23(4)(c)), and by when. Of several requests for the
   * same stage the one that was asked last counts; `dueAt` of the answer is its.
   */
  'incident.report-request.record': command(
    'authority.tell',
    z.strictObject({
      id: Id,
      incidentId: Id,
      regime: code,
      stage: code,
      askedAt: Instant,
      dueAt: Instant,
      askedBy: personal(line(120)),
    }),
    z.object({ id: Id, incidentId: Id, regime: z.string(), stage: z.string(), dueAt: InstantOut }),
  ),
  'incident.regime.list': query('regime.read', z.strictObject({}), z.object({ items: z.array(RegimeVersion) })),
  'incident.regime.preview': query('regime.manage', NewRegime, RegimePreview),
  'incident.regime.save': command(
    'regime.manage',
    NewRegime,
    z.object({ code: z.string(), version: z.number().int().positive() }),
  ),
} as const;
