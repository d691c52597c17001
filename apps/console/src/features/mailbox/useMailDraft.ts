import type { MailDraft } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';

/** What a declaration form is begun with from a mail. The facility is a guess: the person who declares confirms it. */
export interface MailBeginning {
  what: string;
  contactName: string;
  contactEmail: string;
  facilityId: string | null;
}

/** As much as a declaration takes. */
const WHAT = 20_000;

/** A mail for the form that makes a declaration of it; undefined data while it loads. */
export function useMailDraft(draftId: string | null) {
  const { data, error, isPending } = useRead(
    'mailDraft',
    { mailDraftId: draftId ?? '' },
    { enabled: draftId !== null },
  );
  return { data: data && beginningOf(data), state: data?.state, error, isPending: draftId !== null && isPending };
}

export function beginningOf({ subject, text, senderName, senderAddress, guess }: MailDraft): MailBeginning {
  return {
    what: [subject, text].filter(Boolean).join('\n\n').slice(0, WHAT).toWellFormed(),
    contactName: (senderName ?? '').slice(0, 120),
    contactEmail: senderAddress ?? '',
    facilityId: guess?.facilityId ?? null,
  };
}
