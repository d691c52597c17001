import {
  commands,
  emptyReport,
  type CareService,
  type CommandInput,
  type DeclarationInput,
  type PaperForm,
  type PatientDanger,
  type YesNoUnknown,
} from '#libs/contracts';
import { fromLocalInput } from '../../shared/time/zones.js';

/** The five criteria of the law, in the order of the sheet. */
export const criteria = ['careSafety', 'healthData', 'functioning', 'repercussions', 'spread'] as const;
type Criterion = (typeof criteria)[number];

/** What stands on the sheet, in its order: times as the territory's wall clock shows them. */
export interface Entry {
  what: string;
  awareAt: string;
  sinceKnown: 'yes' | 'no';
  since: string;
  contactName: string;
  contactPhone: string;
  contactEmail: string;
  suspectedMalicious: YesNoUnknown;
  degradedMode: YesNoUnknown;
  patientDanger: PatientDanger;
  careServices: CareService[];
  dataTouched: YesNoUnknown;
  dataClasses: DeclarationInput['dataClasses'];
  supplier: string;
  helpWanted: DeclarationInput['helpWanted'];
  criteria: Record<Criterion, YesNoUnknown>;
  measures: string;
  /** Who filled in the sheet, when the agency types. */
  caller: string;
  callBack: string;
}

/** An empty sheet: nothing is ticked, and what is not ticked is not known. */
export const emptyEntry: Entry = {
  what: '',
  awareAt: '',
  sinceKnown: 'no',
  since: '',
  contactName: '',
  contactPhone: '',
  contactEmail: '',
  suspectedMalicious: 'unknown',
  degradedMode: 'unknown',
  patientDanger: 'unknown',
  careServices: [],
  dataTouched: 'unknown',
  dataClasses: [],
  supplier: '',
  helpWanted: [],
  criteria: {
    careSafety: 'unknown',
    healthData: 'unknown',
    functioning: 'unknown',
    repercussions: 'unknown',
    spread: 'unknown',
  },
  measures: '',
  caller: '',
  callBack: '',
};

/** The answers that can be wrong, in the order of the sheet, by their place in the contract. */
const places = {
  what: 'what',
  awareAt: 'awareAt',
  since: 'since',
  contactName: 'contact.name',
  contactPhone: 'contact.phone',
  contactEmail: 'contact.email',
  supplier: 'supplier',
  measures: 'report.measures',
  caller: 'caller',
  callBack: 'callBack',
} as const;
export type Faulty = keyof typeof places;
const faulty = Object.keys(places) as Faulty[];

type Submitted = CommandInput<'incident.declaration.submit'>;
type Recorded = CommandInput<'incident.declaration.record'>;
export type Typed = { submit: Submitted } | { record: Recorded };

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** The declaration that the sheet makes, or which of its answers are wrong. `onBehalf`: the agency types. */
export function toTyped(
  entry: Entry,
  form: PaperForm,
  { token, zone, onBehalf, now }: { token: string; zone: string; onBehalf: boolean; now: Date },
): Typed | { wrong: Faulty[] } {
  const awareAt = fromLocalInput(entry.awareAt, zone);
  const since = entry.sinceKnown === 'yes' ? fromLocalInput(entry.since, zone) : null;
  const declaration: Submitted = {
    id: form.declarationId,
    facilityId: form.facilityId,
    what: entry.what,
    awareAt: awareAt?.toISOString() ?? '',
    since: since?.toISOString() ?? null,
    contact: {
      name: entry.contactName,
      phone: orNull(entry.contactPhone),
      email: orNull(entry.contactEmail),
    },
    suspectedMalicious: entry.suspectedMalicious,
    degradedMode: entry.degradedMode,
    patientDanger: entry.patientDanger,
    careServices: entry.careServices,
    dataTouched: entry.dataTouched,
    dataClasses: entry.dataTouched === 'yes' ? entry.dataClasses : [],
    supplier: orNull(entry.supplier),
    helpWanted: entry.helpWanted,
    stage: 'full',
    report: { ...emptyReport, ...entry.criteria, measures: orNull(entry.measures) },
    paperToken: token,
  };
  const record: Recorded = {
    ...declaration,
    source: 'paper',
    caller: entry.caller,
    callBack: orNull(entry.callBack),
  };
  const contract = onBehalf
    ? commands['incident.declaration.record'].request.safeParse(record)
    : commands['incident.declaration.submit'].request.safeParse(declaration);
  const wrong = new Set((contract.error?.issues ?? []).flatMap(({ path }) => faultAt(path.join('.'))));
  if (entry.sinceKnown === 'yes' && (!since || (awareAt && since > awareAt))) wrong.add('since');
  // A minute of grace: the clocks of telephones differ.
  if (awareAt && awareAt.getTime() > now.getTime() + 60_000) wrong.add('awareAt');
  if (wrong.size > 0) return { wrong: faulty.filter((name) => wrong.has(name)) };
  return onBehalf ? { record } : { submit: declaration };
}

/** The answer at a place of the contract. */
export function faultAt(path: string): Faulty[] {
  if (path === 'contact') return ['contactPhone'];
  return faulty.filter((name) => places[name] === path);
}
