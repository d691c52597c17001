import type { CallDraft, CommandInput } from '#libs/contracts';
import { newId } from '../../shared/ids/newId.js';
import { emptyForm, upToDate, type DeclareForm } from '../declare/form.js';
import type { Outbound } from '../declare/useSending.js';
import type { MailBeginning } from '../mailbox/useMailDraft.js';

export type Recorded = CommandInput<'incident.declaration.record'>;

/** What a caller says. */
interface Said {
  caller: string;
  callBack: string;
  form: DeclareForm;
}

/** The same, as it is typed. */
export interface OnBehalfDraft extends Said, Outbound<Recorded> {
  id: string;
  /** The version that the agency has of it; 0 before it has any. A release before this one kept none. */
  agencyVersion?: number;
}

/** @param mail whose sender and text begin it; the facility is a guess, which the analyst confirms or changes */
export const newDraft = (zone: string, mail?: MailBeginning): OnBehalfDraft => ({
  id: newId(),
  key: newId(),
  agencyVersion: 0,
  caller: mail?.contactName ?? '',
  callBack: '',
  form: {
    ...emptyForm(mail?.facilityId ?? '', mail?.contactName ?? '', new Date(), zone),
    full: mail !== undefined,
    what: mail?.what ?? '',
    contactEmail: mail?.contactEmail ?? '',
  },
  outgoing: null,
  unconfirmed: false,
});

/** Whether there is something to keep. */
export const isBegun = ({ caller, callBack, form }: OnBehalfDraft): boolean =>
  [caller, callBack, form.facilityId, form.what].some((text) => text.trim() !== '');

/** What is typed, as the agency keeps it. */
export const saidIn = ({ caller, callBack, form }: OnBehalfDraft): string =>
  JSON.stringify({ caller, callBack, form } satisfies Said);

/** A call that the agency has kept, to go on with on this device. */
export function goingOn({ callDraftId, version, answers }: CallDraft, zone: string): OnBehalfDraft {
  const fresh = newDraft(zone);
  const said = JSON.parse(answers) as Partial<Said>;
  return {
    ...fresh,
    id: callDraftId,
    agencyVersion: version,
    caller: said.caller ?? '',
    callBack: said.callBack ?? '',
    form: upToDate({ ...fresh.form, ...said.form }),
  };
}

/** The same said, as a call of its own. */
export const startedAnew = (draft: OnBehalfDraft): OnBehalfDraft => ({
  ...draft,
  id: newId(),
  key: newId(),
  agencyVersion: 0,
  outgoing: null,
  unconfirmed: false,
});
