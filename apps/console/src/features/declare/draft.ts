import type { Receipt } from '#libs/contracts';
import { newId } from '../../shared/ids/newId.js';
import { emptyForm, type DeclareForm } from './form.js';

/** A declaration from the first keystroke to its receipt: one id and one idempotency key all the way. */
export interface DeclareDraft {
  id: string;
  key: string;
  form: DeclareForm;
  /** An attempt was made whose end is not known. */
  unclear: boolean;
  receipt: Receipt | null;
  /** The receipt is that of a version sent before the last change. */
  earlier: boolean;
}

export const newDraft = (facilityId: string, name: string, now: Date, zone: string): DeclareDraft => ({
  id: newId(now.getTime()),
  key: newId(now.getTime()),
  form: emptyForm(facilityId, name, now, zone),
  unclear: false,
  receipt: null,
  earlier: false,
});
