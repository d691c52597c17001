import { useRef, useState } from 'react';
import { asApiError } from '../../shared/api/ApiError.js';
import type { Draft } from '../../shared/draft/useDraft.js';
import { fields, note, type DeclareForm, type Field, type FieldErrors } from './form.js';
import type { Sending } from './useSending.js';

interface Answering {
  sending: Sending;
  /** It is on its way: what was wrong with it no longer counts. */
  busy: boolean;
}

/** Answers while they are typed: what is wrong with which field, and the way to it. */
export function useAnswering<Value extends { form: DeclareForm }>(draft: Draft<Value>, { sending, busy }: Answering) {
  const element = useRef<HTMLFormElement>(null);
  const [found, setFound] = useState<FieldErrors>({});
  const errors: FieldErrors = busy ? {} : { ...found, ...refusedFields(sending) };
  // Once it is painted as wrong.
  const goTo = (field: Field | undefined) =>
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus());
  return {
    element,
    errors,
    /** In the order of the form. */
    wrong: fields.filter((field) => errors[field]),
    goTo,
    change: (part: Partial<DeclareForm>) => {
      draft.set((old) => ({ ...old, form: { ...old.form, ...part } }));
      setFound((known) => (Object.keys(known).length > 0 ? {} : known));
    },
    /** Shows what is wrong, and leads to the first of it. @returns whether nothing is */
    check: (wrong: FieldErrors): boolean => {
      setFound(wrong);
      const first = fields.find((field) => wrong[field]);
      if (first) goTo(first);
      return Object.keys(wrong).length === 0;
    },
  };
}

/** The fields that the agency's answer points at. */
function refusedFields(sending: Sending): FieldErrors {
  const found: FieldErrors = {};
  const refusal = sending.step === 'refused' ? asApiError(sending.error) : null;
  if (refusal?.code === 'aware-in-future') found.awareAt = 'awareAt-future';
  if (refusal?.code === 'aware-before-start') found.since = 'since-after';
  for (const { path, code } of refusal?.body.places ?? []) if (path) note(found, path, code);
  return found;
}
