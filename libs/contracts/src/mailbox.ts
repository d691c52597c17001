import { z } from 'zod';
import { DownloadTicket, Verdict } from './attachment/attachment.js';
import { command, query } from './command.js';
import { Id, InstantOut, TerritoryCode, csvOf, limit, page, personal, prose } from './common.js';

/** What became of a mail that came to the declarations box. */
export const MailDraftState = z.enum(['new', 'accepted', 'dismissed']);
export type MailDraftState = z.infer<typeof MailDraftState>;

/** What is out of the ordinary with a mail. */
export const MailMark = z.enum([
  /** Something of it was larger than what is kept. */
  'oversize',
  /** It is not built as a mail should be: what could be read of it is there. */
  'invalid',
  /** A machine sent it (bounce, absence notice, list). */
  'automatic',
]);
export type MailMark = z.infer<typeof MailMark>;

/** Why a facility is thought to be the sender's. Anybody can write any sender into a mail: it is never more than a guess. */
export const GuessReason = z.enum(['contact-point', 'person', 'domain']);
export type GuessReason = z.infer<typeof GuessReason>;

export const FacilityGuess = z.object({ facilityId: Id, reason: GuessReason });
export type FacilityGuess = z.infer<typeof FacilityGuess>;

export const MailAttachment = z.object({
  id: Id,
  name: personal(z.string()),
  mediaType: z.string(),
  size: z.number().int().nonnegative(),
  /** Hexadecimal; null for what was not kept. */
  sha256: z.string().nullable(),
  /** Whether its content is kept; too large, and only its name is. */
  kept: z.boolean(),
  /** As the first release told it; what the scanner found is `verdict`. */
  state: z.enum(['unscanned']),
  /** `waiting`: on its way to the attachment store. `stored`: it can be fetched. `none`: there is nothing of it. */
  place: z.enum(['none', 'waiting', 'stored', 'destroyed']),
  verdict: Verdict,
  /** What was found in it, in the scanner's words. */
  finding: z.string().nullable(),
  scannedAt: InstantOut.nullable(),
});
export type MailAttachment = z.infer<typeof MailAttachment>;

export const MailDraftSummary = z.object({
  id: Id,
  state: MailDraftState,
  senderName: personal(z.string().nullable()),
  senderAddress: personal(z.string().nullable()),
  subject: personal(z.string().nullable()),
  /** When the mail server took it. */
  receivedAt: InstantOut,
  recordedAt: InstantOut,
  marks: z.array(MailMark),
  attachmentCount: z.number().int().nonnegative(),
  /** Never trusted: shown as "probably". */
  guess: FacilityGuess.nullable(),
  /** Whether the sender was told that it came. */
  answered: z.boolean(),
  /** The incident that was recorded from it. */
  incidentId: Id.nullable(),
});
export type MailDraftSummary = z.infer<typeof MailDraftSummary>;

export const MailDraft = MailDraftSummary.extend({
  /** Plain text: HTML has been turned into it, and is never shown. */
  text: personal(z.string()),
  attachments: z.array(MailAttachment),
  decidedAt: InstantOut.nullable(),
  decidedBy: Id.nullable(),
  reason: z.string().nullable(),
});
export type MailDraft = z.infer<typeof MailDraft>;

export const mailboxCommands = {
  /** Newest first. */
  'incident.mail-draft.list': query(
    'mailbox.read',
    z.strictObject({
      state: csvOf(MailDraftState).optional(),
      cursor: z.string().max(200).optional(),
      limit: limit(50, 200),
    }),
    page(MailDraftSummary),
  ),
  'incident.mail-draft.get': query('mailbox.read', z.strictObject({ mailDraftId: Id }), MailDraft),
  'incident.mail-draft.dismiss': command(
    'mailbox.handle',
    z.strictObject({ mailDraftId: Id, reason: prose(2_000) }),
    z.object({ mailDraftId: Id, state: MailDraftState }),
  ),
  /** Asks for the bytes of what came with a mail; of what is not clean with a reason alone. */
  'incident.mail-draft.open-attachment': command(
    'mailbox.handle',
    z.strictObject({ mailDraftId: Id, attachmentId: Id, reason: prose(500).nullable().default(null) }),
    DownloadTicket,
  ),
  /** Whom to tell that a mail came, asked when the answer is sent so that no job or event holds an address. */
  'incident.mail-draft.sender': query(
    'mailbox.answer',
    z.strictObject({ mailDraftId: Id }),
    z.object({
      email: personal(z.email()),
      /** Message-ID of the mail, with angle brackets. */
      inReplyTo: z.string().nullable(),
      receivedAt: InstantOut,
      territory: TerritoryCode.nullable(),
      /** Not everything of it was kept. */
      oversize: z.boolean(),
    }),
  ),
} as const;
