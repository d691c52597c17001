import type {
  FacilityGuess,
  MailAttachment,
  MailDraft,
  MailDraftState,
  MailDraftSummary,
  MailMark,
} from '#libs/contracts';

export interface SummaryRow {
  id: string;
  state: MailDraftState;
  senderName: string | null;
  senderAddress: string | null;
  subject: string | null;
  receivedAt: Date;
  recordedAt: Date;
  marks: MailMark[];
  attachmentCount: number;
  guessFacilityId: string | null;
  guessReason: FacilityGuess['reason'] | null;
  answered: boolean;
  incidentId: string | null;
}

export interface DetailRow extends SummaryRow {
  text: string;
  decidedAt: Date | null;
  decidedBy: string | null;
  reason: string | null;
}

export const SUMMARY = `id, state, sender_name AS "senderName", sender_address AS "senderAddress", subject, received_at AS "receivedAt",
  recorded_at AS "recordedAt", marks, attachment_count AS "attachmentCount", guess_facility_id AS "guessFacilityId",
  guess_reason AS "guessReason", answer_address IS NOT NULL AS answered, incident_id AS "incidentId"`;
export const DETAIL = `${SUMMARY}, text, decided_at AS "decidedAt", decided_by AS "decidedBy", reason`;

export const ATTACHMENTS = `
  SELECT m.id, m.name, m.media_type AS "mediaType", m.size::float8 AS size, encode(m.sha256, 'hex') AS sha256,
    m.sha256 IS NOT NULL AS kept, m.state,
    CASE WHEN m.sha256 IS NULL OR m.size = 0 THEN 'none' WHEN a.state IN ('stored', 'destroyed') THEN a.state ELSE 'waiting' END AS place,
    coalesce(a.verdict, 'unscanned') AS verdict, a.finding, a.scanned_at AS "scannedAt"
  FROM mail_attachment m LEFT JOIN attachment a ON a.id = m.id AND a.mail_draft_id = m.draft_id
  WHERE m.draft_id = $1 ORDER BY m.number`;
type AttachmentRow = Omit<MailAttachment, 'scannedAt'> & { scannedAt: Date | null };

export const toMailAttachment = ({ scannedAt, ...row }: AttachmentRow): MailAttachment => ({
  ...row,
  scannedAt: scannedAt?.toISOString() ?? null,
});

export function toSummary({ guessFacilityId, guessReason, ...row }: SummaryRow): MailDraftSummary {
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    guess:
      guessFacilityId !== null && guessReason !== null ? { facilityId: guessFacilityId, reason: guessReason } : null,
  };
}

export function toDraft(
  { text, decidedAt, decidedBy, reason, ...summary }: DetailRow,
  attachments: MailAttachment[],
): MailDraft {
  return { ...toSummary(summary), text, attachments, decidedAt: decidedAt?.toISOString() ?? null, decidedBy, reason };
}
