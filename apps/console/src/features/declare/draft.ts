import type { DeclarationInput, Kind, Receipt } from '#libs/contracts';
import { newId } from '../../shared/ids/newId.js';
import { emptyForm, type DeclareForm } from './form.js';
import type { Outbound } from './useSending.js';

/** A declaration from the first keystroke to its receipt: one id and one idempotency key all the way. */
export interface DeclareDraft extends Outbound<DeclarationInput> {
  id: string;
  form: DeclareForm;
}

/** The last declaration that was received from this device. */
export interface Declared {
  receipt: Receipt;
  facilityId: string;
  kind: Kind;
  /** Only the five questions were answered. */
  sos: boolean;
  /** The receipt is that of a version sent before; this is what was typed since, and the agency does not have. */
  since: string | null;
}

export const newDraft = (facilityId: string, name: string, now: Date, zone: string): DeclareDraft => ({
  id: newId(now.getTime()),
  key: newId(now.getTime()),
  form: emptyForm(facilityId, name, now, zone),
  outgoing: null,
  unconfirmed: false,
});
