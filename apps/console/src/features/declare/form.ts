import {
  Declaration,
  type CareService,
  type DeclarationInput,
  type PatientDanger,
  type YesNoUnknown,
} from '#libs/contracts';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';

/** What the form holds: times as the territory's wall clock shows them. */
export interface DeclareForm {
  facilityId: string;
  exercise: boolean;
  what: string;
  awareAt: string;
  sinceKnown: 'yes' | 'no';
  since: string;
  suspectedMalicious: YesNoUnknown;
  degradedMode: YesNoUnknown;
  careServices: CareService[];
  patientDanger: PatientDanger;
  dataTouched: YesNoUnknown;
  dataClasses: DeclarationInput['dataClasses'];
  supplier: string;
  helpWanted: DeclarationInput['helpWanted'];
  contactName: string;
  contactPhone: string;
  contactEmail: string;
}

/** `unknown` everywhere: nobody is asked for what they cannot know at that hour. */
export function emptyForm(facilityId: string, name: string, now: Date, zone: string): DeclareForm {
  return {
    facilityId,
    exercise: false,
    what: '',
    awareAt: toLocalInput(now, zone),
    sinceKnown: 'no',
    since: '',
    suspectedMalicious: 'unknown',
    degradedMode: 'unknown',
    careServices: [],
    patientDanger: 'unknown',
    dataTouched: 'unknown',
    dataClasses: [],
    supplier: '',
    helpWanted: [],
    contactName: name,
    contactPhone: '',
    contactEmail: '',
  };
}

type FieldError =
  | 'what'
  | 'what-long'
  | 'facilityId'
  | 'awareAt'
  | 'awareAt-future'
  | 'since'
  | 'since-after'
  | 'supplier'
  | 'contact.name'
  | 'contact.phone'
  | 'contact.phone-form'
  | 'contact.email'
  | 'other';
/** By field, in the order of the form. */
export type FieldErrors = Partial<Record<Field, FieldError>>;
export const fields = [
  'facilityId',
  'what',
  'awareAt',
  'since',
  'contact.name',
  'contact.phone',
  'contact.email',
  'supplier',
] as const;
export type Field = (typeof fields)[number];

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** The declaration that the form describes, or what is wrong with it, field by field. */
export function toDeclaration(
  form: DeclareForm,
  id: string,
  zone: string,
  now: Date,
): { declaration: DeclarationInput } | { errors: FieldErrors } {
  const awareAt = fromLocalInput(form.awareAt, zone);
  const since = form.sinceKnown === 'yes' ? fromLocalInput(form.since, zone) : null;
  const candidate: DeclarationInput = {
    id,
    facilityId: form.facilityId,
    kind: form.exercise ? 'exercise' : 'real',
    what: form.what,
    since: since?.toISOString() ?? null,
    awareAt: awareAt?.toISOString() ?? '',
    suspectedMalicious: form.suspectedMalicious,
    degradedMode: form.degradedMode,
    careServices: form.careServices,
    patientDanger: form.patientDanger,
    dataTouched: form.dataTouched,
    dataClasses: form.dataTouched === 'yes' ? form.dataClasses : [],
    supplier: orNull(form.supplier),
    helpWanted: form.helpWanted,
    contact: { name: form.contactName, phone: orNull(form.contactPhone), email: orNull(form.contactEmail) },
  };
  const errors: FieldErrors = {};
  const parsed = Declaration.safeParse(candidate);
  for (const issue of parsed.error?.issues ?? []) note(errors, issue.path.join('.'), issue.code);
  if (orNull(form.contactPhone) === null && orNull(form.contactEmail) === null)
    errors['contact.phone'] = 'contact.phone';
  if (form.sinceKnown === 'yes' && !since) errors.since = 'since';
  // A minute of grace: the clocks of telephones differ.
  if (awareAt && awareAt.getTime() > now.getTime() + 60_000) errors.awareAt = 'awareAt-future';
  if (awareAt && since && since > awareAt) errors.since = 'since-after';
  return Object.keys(errors).length > 0 ? { errors } : { declaration: candidate };
}

/** Puts a fault of the contract, ours or the server's, at its field. */
export function note(errors: FieldErrors, path: string, code: string) {
  if (path === 'what') errors.what = code === 'too_big' ? 'what-long' : 'what';
  else if (path === 'contact.phone') errors['contact.phone'] = 'contact.phone-form';
  else if (path === 'contact') errors['contact.phone'] = 'contact.phone';
  else if (isField(path)) errors[path] = path;
}

const isField = (path: string): path is Field => (fields as readonly string[]).includes(path);
