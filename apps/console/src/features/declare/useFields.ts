import type { KeyboardEvent, RefObject } from 'react';
import { asApiError } from '../../shared/api/ApiError.js';
import { note, type Field, type FieldErrors } from './form.js';
import type { Sending } from './useSending.js';

/** Leads to a field of the form, once it is painted as wrong. */
export const useGoTo = (form: RefObject<HTMLFormElement | null>) => (field: Field | undefined) =>
  requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus());

/** Ctrl or ⌘ with Enter sends the form from whichever field one is in. */
export function sendOnKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

/** The fields that the agency's answer points at. */
export function refusedFields(sending: Sending): FieldErrors {
  const found: FieldErrors = {};
  const refusal = sending.step === 'refused' ? asApiError(sending.error) : null;
  if (refusal?.code === 'aware-in-future') found.awareAt = 'awareAt-future';
  if (refusal?.code === 'aware-before-start') found.since = 'since-after';
  for (const { path, code } of refusal?.body.places ?? []) if (path) note(found, path, code);
  return found;
}
