import { z } from 'zod';
import { command, query } from './command.js';
import {
  Finess,
  Id,
  Instant,
  InstantOut,
  Kind,
  TerritoryCode,
  Tlp,
  csvOf,
  limit,
  line,
  page,
  personal,
  prose,
} from './common.js';
import { FacilityCategory } from './directory.js';

/**
 * Whom an advisory is for. Criteria that are given must all hold (asset match AND category AND territory); facilities named
 * in `facilities` are added to the result, those in `except` are taken out.
 */
export const Audience = z.strictObject({
  assetMatch: z.strictObject({ csafId: Id, includeUndetermined: z.boolean() }).nullable().default(null),
  categories: z.array(FacilityCategory).max(20).default([]),
  territories: z.array(TerritoryCode).max(20).default([]),
  facilities: z.array(Id).max(5000).default([]),
  except: z.array(Id).max(5000).default([]),
});
export type Audience = z.infer<typeof Audience>;

export const AudienceMember = z.object({
  facilityId: Id,
  name: z.string(),
  finess: Finess,
  category: FacilityCategory,
  commune: z.string(),
  territory: TerritoryCode,
  reasons: z.array(z.enum(['asset-match', 'asset-undetermined', 'category', 'territory', 'named'])),
});
export type AudienceMember = z.infer<typeof AudienceMember>;

export const AdvisoryText = z.strictObject({ title: line(200), body: prose(20_000) });
export const AdvisoryState = z.enum(['draft', 'submitted', 'sent']);
export type AdvisoryState = z.infer<typeof AdvisoryState>;
export const AdvisoryAction = z.enum(['save', 'submit', 'return', 'approve']);
export type AdvisoryAction = z.infer<typeof AdvisoryAction>;

export const advisoryTransitions = {
  save: { from: ['draft'], to: 'draft' },
  submit: { from: ['draft'], to: 'submitted' },
  return: { from: ['submitted'], to: 'draft' },
  approve: { from: ['submitted'], to: 'sent' },
} as const satisfies Record<AdvisoryAction, { from: readonly AdvisoryState[]; to: AdvisoryState }>;

/** The state after `action`, or null when the table does not allow it. */
export function nextAdvisoryState(state: AdvisoryState, action: AdvisoryAction): AdvisoryState | null {
  const rule: { from: readonly AdvisoryState[]; to: AdvisoryState } = advisoryTransitions[action];
  return rule.from.includes(state) ? rule.to : null;
}

/** What a facility has answered; `sent` and `delivered` come before any answer. */
export const AcknowledgementState = z.enum(['sent', 'read', 'not-concerned', 'in-progress', 'done']);
export type AcknowledgementState = z.infer<typeof AcknowledgementState>;
export const Answer = z.enum(['read', 'not-concerned', 'in-progress', 'done']);
export type Answer = z.infer<typeof Answer>;

/** Which answers are possible after which: a facility may correct itself, but never unread. */
export const answerTransitions = {
  sent: ['read', 'not-concerned', 'in-progress', 'done'],
  read: ['read', 'not-concerned', 'in-progress', 'done'],
  'not-concerned': ['not-concerned', 'in-progress', 'done'],
  'in-progress': ['in-progress', 'not-concerned', 'done'],
  done: ['done', 'in-progress'],
} as const satisfies Record<AcknowledgementState, readonly Answer[]>;

/** Answers that need a sentence of explanation. */
export const answersWithNote: readonly Answer[] = ['not-concerned', 'done'];

export const Advisory = z.object({
  id: Id,
  reference: z.string(),
  kind: Kind,
  state: AdvisoryState,
  version: z.number().int(),
  tlp: Tlp,
  /** French first; English when it was written. */
  texts: z.object({
    fr: z.object({ title: z.string(), body: z.string() }),
    en: z.object({ title: z.string(), body: z.string() }).nullable(),
  }),
  respondBy: InstantOut.nullable(),
  csafId: Id.nullable(),
  regionalId: Id.nullable(),
  audience: Audience,
  authorId: Id,
  approverId: Id.nullable(),
  returnReason: z.string().nullable(),
  changedAt: InstantOut,
  sentAt: InstantOut.nullable(),
  recipientCount: z.number().int().nullable(),
});
export type Advisory = z.infer<typeof Advisory>;
export const AdvisorySummary = Advisory.omit({ texts: true, audience: true }).extend({
  title: z.string(),
  answered: z.number().int().nullable(),
});
export type AdvisorySummary = z.infer<typeof AdvisorySummary>;

/** An advisory as one facility received it. */
export const InboxItem = z.object({
  advisoryId: Id,
  facilityId: Id,
  reference: z.string(),
  kind: Kind,
  tlp: Tlp,
  title: z.string(),
  respondBy: InstantOut.nullable(),
  sentAt: InstantOut,
  state: AcknowledgementState,
  note: personal(z.string().nullable()),
  answeredAt: InstantOut.nullable(),
});
export type InboxItem = z.infer<typeof InboxItem>;
export const InboxDetail = InboxItem.extend({
  texts: Advisory.shape.texts,
  answers: z.array(Answer),
});
export type InboxDetail = z.infer<typeof InboxDetail>;

export const BoardRow = z.object({
  facilityId: Id,
  name: z.string(),
  commune: z.string(),
  category: FacilityCategory,
  state: AcknowledgementState,
  note: personal(z.string().nullable()),
  answeredAt: InstantOut.nullable(),
  /** Mails sent, of mails to send. */
  mailsSent: z.number().int(),
  mails: z.number().int(),
  /** Mails that will never arrive: refused for good, or given up. */
  mailsFailed: z.number().int(),
  overdue: z.boolean(),
});
export type BoardRow = z.infer<typeof BoardRow>;

export const AdvisoryChange = z.object({
  advisoryId: Id,
  reference: z.string(),
  state: AdvisoryState,
  version: z.number().int(),
  recipientCount: z.number().int().nullable(),
});

/** An audience may ask the inventory who holds a product, which has 20 s for that: who waits for it waits a little longer. */
const AUDIENCE_PATIENCE = 22_000;

export const alertingCommands = {
  'alerting.advisory.save': command(
    'advisory.write',
    z.strictObject({
      id: Id,
      kind: Kind.default('real'),
      tlp: Tlp,
      texts: z.strictObject({ fr: AdvisoryText, en: AdvisoryText.nullable() }),
      respondBy: Instant.nullable(),
      csafId: Id.nullable(),
      regionalId: Id.nullable(),
      audience: Audience,
    }),
    AdvisoryChange,
  ),
  'alerting.audience.preview': query(
    'advisory.read',
    z.strictObject({ audience: Audience }),
    z.object({
      count: z.number().int(),
      members: z.array(AudienceMember),
      /** Tells this list from another of the same length; an approval gives it back. */
      digest: z.string(),
    }),
    AUDIENCE_PATIENCE,
  ),
  'alerting.advisory.submit': command(
    'advisory.write',
    z.strictObject({ advisoryId: Id }),
    AdvisoryChange,
    AUDIENCE_PATIENCE,
  ),
  'alerting.advisory.return': command(
    'advisory.approve',
    z.strictObject({ advisoryId: Id, reason: prose(2000) }),
    AdvisoryChange,
  ),
  /** What the approver saw: the version of the text, the list and its length. When one has changed since, nothing leaves. */
  'alerting.advisory.approve': command(
    'advisory.approve',
    z.strictObject({
      advisoryId: Id,
      expectedCount: z.number().int().min(1),
      expectedVersion: z.number().int().min(1).optional(),
      expectedDigest: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
    AdvisoryChange,
    AUDIENCE_PATIENCE,
  ),
  'alerting.advisory.list': query(
    'advisory.read',
    z.strictObject({
      state: csvOf(AdvisoryState).optional(),
      cursor: z.string().max(200).optional(),
      limit: limit(50, 200),
    }),
    page(AdvisorySummary),
  ),
  'alerting.advisory.get': query('advisory.read', z.strictObject({ advisoryId: Id }), Advisory),
  'alerting.acknowledgement.board': query(
    'advisory.read',
    z.strictObject({ advisoryId: Id }),
    z.object({
      advisory: AdvisorySummary,
      counts: z.record(AcknowledgementState, z.number().int()),
      rows: z.array(BoardRow),
    }),
  ),
  'alerting.inbox.list': query(
    'inbox.read',
    z.strictObject({
      facilityId: Id.optional(),
      open: z.enum(['yes']).optional(),
      cursor: z.string().max(200).optional(),
      limit: limit(50, 200),
    }),
    page(InboxItem),
  ),
  'alerting.inbox.get': query('inbox.read', z.strictObject({ advisoryId: Id, facilityId: Id }), InboxDetail),
  'alerting.acknowledgement.answer': command(
    'acknowledgement.answer',
    z
      .strictObject({ advisoryId: Id, facilityId: Id, answer: Answer, note: personal(prose(5000).nullable()) })
      .refine((body) => body.note !== null || !answersWithNote.includes(body.answer), {
        path: ['note'],
        error: 'note-required',
      }),
    InboxItem,
  ),
} as const;
