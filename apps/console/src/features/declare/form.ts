import {
  Declaration,
  emptyReport,
  type CareService,
  type CommandInput,
  type DeclarationInput,
  type DeclarationVersion,
  type PatientDanger,
  type YesNoUnknown,
} from '#libs/contracts';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';
import { emptyReportForm, reportFormOf, reportOf, type ReportForm } from './report.js';

/** What the form holds: times as the territory's wall clock shows them. */
export interface DeclareForm {
  facilityId: string;
  exercise: boolean;
  /** Whether all questions are asked, or the five of an SOS. */
  full: boolean;
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
  report: ReportForm;
}

/** `unknown` everywhere: nobody is asked for what they cannot know at that hour. */
export function emptyForm(facilityId: string, name: string, now: Date, zone: string): DeclareForm {
  return {
    facilityId,
    exercise: false,
    full: false,
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
    report: emptyReportForm,
  };
}

/** A form as an earlier release kept it on the device, with the questions that came since. */
export function upToDate(form: DeclareForm): DeclareForm {
  const kept: Partial<DeclareForm> = form;
  return { ...form, full: kept.full ?? true, report: { ...emptyReportForm, ...kept.report } };
}

/** The same instants as another territory's clock shows them: for a form whose facility changes. */
export function hoursIn(form: DeclareForm, from: string, to: string): Pick<DeclareForm, 'awareAt' | 'since'> {
  const moved = (wall: string): string => {
    const instant = fromLocalInput(wall, from);
    return instant ? toLocalInput(instant, to) : wall;
  };
  return { awareAt: moved(form.awareAt), since: moved(form.since) };
}

/** The form that the answers of a version fill. */
export function formOf({ answers }: Pick<DeclarationVersion, 'answers'>, zone: string): DeclareForm {
  const { since, supplier, contact, report, ...same } = answers;
  return {
    ...same,
    facilityId: '',
    exercise: false,
    full: true,
    awareAt: '',
    sinceKnown: since === null ? 'no' : 'yes',
    since: since === null ? '' : toLocalInput(new Date(since), zone),
    supplier: supplier ?? '',
    contactName: contact.name,
    contactPhone: contact.phone ?? '',
    contactEmail: contact.email ?? '',
    report: reportFormOf(report, zone),
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
  | 'report.personsConcerned'
  | 'report.recordsConcerned'
  | 'report.dataOfficer'
  | 'report.endedAt'
  | 'report.text'
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
  'report.personsConcerned',
  'report.recordsConcerned',
  'report.dataOfficer',
  'report.endedAt',
  'report.text',
] as const;
export type Field = (typeof fields)[number];

export const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** The answers that the form holds, without what a declaration has beside them. */
function answersOf(form: DeclareForm, zone: string) {
  const since = form.sinceKnown === 'yes' ? fromLocalInput(form.since, zone) : null;
  return {
    what: form.what,
    since: since?.toISOString() ?? null,
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
}

/** The declaration that the form describes, or what is wrong with it, field by field. */
export function toDeclaration(
  form: DeclareForm,
  id: string,
  zone: string,
  now: Date,
): { declaration: DeclarationInput } | { errors: FieldErrors } {
  const awareAt = fromLocalInput(form.awareAt, zone);
  const candidate: DeclarationInput = {
    id,
    facilityId: form.facilityId,
    kind: form.exercise ? 'exercise' : 'real',
    awareAt: awareAt?.toISOString() ?? '',
    ...answersOf(form, zone),
    stage: form.full ? 'full' : 'sos',
    ...(form.full && { report: reportOf(form.report, zone) }),
  };
  const errors = faultsOf(form, candidate, zone);
  // A minute of grace: the clocks of telephones differ.
  if (awareAt && awareAt.getTime() > now.getTime() + 60_000) errors.awareAt = 'awareAt-future';
  return Object.keys(errors).length > 0 ? { errors } : { declaration: candidate };
}

/** The next version of the answers; `of` is what it is the next of. */
export function toAmendment(
  form: DeclareForm,
  of: { incidentId: string; facilityId: string; stage: 'full' | 'update'; base: number; awareAt: string },
  zone: string,
): { amendment: CommandInput<'incident.declaration.amend'> } | { errors: FieldErrors } {
  const { incidentId, facilityId, stage, base, awareAt } = of;
  const answers = answersOf(form, zone);
  const report = reportOf(form.report, zone);
  const errors = faultsOf(form, { id: incidentId, facilityId, awareAt, ...answers, report }, zone);
  return Object.keys(errors).length > 0
    ? { errors }
    : { amendment: { incidentId, stage, base, ...answers, report: { ...emptyReport, ...report } } };
}

function faultsOf(form: DeclareForm, candidate: DeclarationInput, zone: string): FieldErrors {
  const errors: FieldErrors = {};
  const parsed = Declaration.safeParse(candidate);
  for (const issue of parsed.error?.issues ?? []) note(errors, issue.path.join('.'), issue.code);
  if (orNull(form.contactPhone) === null && orNull(form.contactEmail) === null)
    errors['contact.phone'] = 'contact.phone';
  if (form.sinceKnown === 'yes' && !fromLocalInput(form.since, zone)) errors.since = 'since';
  if (candidate.since && candidate.awareAt && candidate.since > candidate.awareAt) errors.since = 'since-after';
  return errors;
}

/** Puts a fault of the contract, ours or the server's, at its field. */
export function note(errors: FieldErrors, path: string, code: string) {
  if (path === 'what') errors.what = code === 'too_big' ? 'what-long' : 'what';
  else if (path === 'contact.phone') errors['contact.phone'] = 'contact.phone-form';
  else if (path === 'contact') errors['contact.phone'] = 'contact.phone';
  else if (isField(path)) errors[path] = path;
  else if (path.startsWith('report.')) errors['report.text'] = 'report.text';
}

const isField = (path: string): path is Field => (fields as readonly string[]).includes(path);
