import type { DeclareForm, FieldErrors } from '../form.js';

/** What each part of the form is given. */
export interface SectionProps {
  form: DeclareForm;
  errors: FieldErrors;
  change: (part: Partial<DeclareForm>) => void;
  /** Zone of the chosen facility's territory. */
  zone: string;
}
