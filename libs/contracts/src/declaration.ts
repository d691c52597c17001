import { z } from 'zod';
import { command, query } from './command.js';
import { CareService, Id, Instant, InstantOut, Kind, YesNoUnknown, line, personal, prose } from './common.js';
import { phone } from './directory.js';
import { PaperToken } from './paper.js';

/** How far a declaration has come: five questions, all of them, what was learnt since. */
export const Stage = z.enum(['sos', 'full', 'update']);
export type Stage = z.infer<typeof Stage>;
/** By which way in it came. */
export const Source = z.enum(['console', 'relay', 'phone', 'paper', 'mail', 'machine']);
export type Source = z.infer<typeof Source>;
/** What it is taken for; a suspicion is reclassified in place. */
export const Nature = z.enum(['suspicion', 'failure', 'malicious', 'false-alarm']);
export type Nature = z.infer<typeof Nature>;

export const PatientDanger = z.enum(['none', 'potential', 'proven', 'unknown']);
export type PatientDanger = z.infer<typeof PatientDanger>;
/** Classes of data that the national statistics use. */
export const DataClass = z.enum(['personal', 'technical', 'functioning']);
export const HelpWanted = z.enum([
  'technical',
  'forensics',
  'crisis-management',
  'communication',
  'patient-transfer',
  'other',
]);

/** Reachable outside the facility's own mail and network. */
export const OutsideContact = z
  .strictObject({
    name: personal(line(120)),
    phone: personal(phone.nullable()),
    email: personal(z.email().max(254).nullable()),
  })
  .refine((contact) => contact.phone !== null || contact.email !== null, { path: ['phone'], error: 'email-or-phone' });

/** What a facility answers, but for the instant that its clocks hang on. */
const answerFields = {
  what: prose(20_000),
  /** When it began; null when nobody knows. */
  since: Instant.nullable(),
  suspectedMalicious: YesNoUnknown,
  degradedMode: YesNoUnknown,
  careServices: z.array(CareService).max(20),
  patientDanger: PatientDanger,
  dataTouched: YesNoUnknown,
  dataClasses: z.array(DataClass).max(3),
  /** The supplier from whom the failure comes, when one is involved. */
  supplier: line(120).nullable(),
  helpWanted: z.array(HelpWanted).max(6),
  contact: OutsideContact,
};

const count = z.number().int().min(0).max(2_000_000_000).nullable();
const text = prose(20_000).nullable();

/**
 * What the authorities ask for beyond the first declaration. Sources: D.1111-16-2 to -4 CSP (the five criteria), NIS2 art. 23, GDPR art. 33.
 * Not knowing is an answer, and what is left out is not known.
 */
export const Report = z.strictObject({
  /** Consequences, even potential, for the safety of care. */
  careSafety: YesNoUnknown.default('unknown'),
  /** Confidentiality, integrity or availability of health data. */
  healthData: YesNoUnknown.default('unknown'),
  /** Normal functioning of the facility. */
  functioning: YesNoUnknown.default('unknown'),
  /** Departmental, regional or national repercussions, even potential. */
  repercussions: YesNoUnknown.default('unknown'),
  /** Likely to hit other facilities. */
  spread: YesNoUnknown.default('unknown'),
  crossBorder: YesNoUnknown.default('unknown'),
  /** Approximate number of persons whose data is concerned. */
  personsConcerned: count.default(null),
  recordsConcerned: count.default(null),
  consequences: text.default(null),
  measures: text.default(null),
  rootCause: text.default(null),
  /** Indicators of compromise, as written. */
  indicators: text.default(null),
  /** When the incident was over; null while it lasts. */
  endedAt: Instant.nullable().default(null),
  // What follows came later and has no default: what a device of an earlier release kept must hash to the same when it is sent again.
  /** Data protection officer or other contact point, and how to reach them (GDPR art. 33(3)(b)). */
  dataOfficer: personal(line(250).nullish()),
  /** Why a personal data breach is notified later than 72 hours after becoming aware of it (GDPR art. 33(1)). */
  delayReason: text.optional(),
});
export type Report = z.infer<typeof Report>;
/** The same in an answer. */
export const ReportOut = z.object({
  ...Report.shape,
  endedAt: InstantOut.nullable(),
  dataOfficer: personal(z.string().nullish()),
  delayReason: z.string().nullish(),
});
/** What is known when nothing was said. */
export const emptyReport: Report = Report.parse({});

/** What a facility declares. A suspicion is enough: `unknown` is a legal answer everywhere. */
export const Declaration = z.strictObject({
  /** UUIDv7 made by the client: the declaration has its id before it is sent. */
  id: Id,
  facilityId: Id,
  kind: Kind.default('real'),
  awareAt: Instant,
  ...answerFields,
  /** `full` unless told. */
  stage: z.enum(['sos', 'full']).optional(),
  report: Report.optional(),
});
export type Declaration = z.infer<typeof Declaration>;
/** What the form holds before validation. */
export type DeclarationInput = z.input<typeof Declaration>;

/**
 * What a facility's tool declares with its machine key. What it leaves out is not known; whoever answers for the facility completes it as
 * after an SOS. Nothing has a default here: the same declaration must hash to the same in the next release.
 */
export const MachineDeclaration = z.strictObject({
  /** The tool's own id of what it saw: the same id of the same key is the same declaration, for ever. */
  externalId: line(200),
  kind: Kind.optional(),
  what: prose(20_000),
  /** When the tool raised it; now unless told. */
  awareAt: Instant.optional(),
  since: Instant.nullable().optional(),
  suspectedMalicious: YesNoUnknown.optional(),
  degradedMode: YesNoUnknown.optional(),
  careServices: z.array(CareService).max(20).optional(),
  patientDanger: PatientDanger.optional(),
  dataTouched: YesNoUnknown.optional(),
  dataClasses: z.array(DataClass).max(3).optional(),
  supplier: line(120).nullable().optional(),
  /** Indicators of compromise, as the tool writes them. */
  indicators: prose(20_000).optional(),
});
export type MachineDeclaration = z.infer<typeof MachineDeclaration>;

export const Receipt = z.object({
  incidentId: Id,
  reference: z.string(),
  recordedAt: InstantOut,
});
export type Receipt = z.infer<typeof Receipt>;

/** The answers of a version; the first holds what was declared. */
export const DeclarationVersion = z.object({
  number: z.number().int().positive(),
  stage: Stage,
  source: Source,
  authorSide: z.enum(['facility', 'agency']),
  /** Null for a facility when the agency wrote. */
  authorId: Id.nullable(),
  recordedAt: InstantOut,
  answers: z.object({
    what: z.string(),
    since: InstantOut.nullable(),
    suspectedMalicious: YesNoUnknown,
    degradedMode: YesNoUnknown,
    careServices: z.array(CareService),
    patientDanger: PatientDanger,
    dataTouched: YesNoUnknown,
    dataClasses: z.array(DataClass),
    supplier: z.string().nullable(),
    helpWanted: z.array(HelpWanted),
    contact: z.object({
      name: personal(z.string()),
      phone: personal(z.string().nullable()),
      email: personal(z.string().nullable()),
    }),
    report: ReportOut,
  }),
});
export type DeclarationVersion = z.infer<typeof DeclarationVersion>;

/** A later version of the answers. `base` is the number of the version that it was written from. */
export const Amendment = z.strictObject({
  incidentId: Id,
  stage: z.enum(['full', 'update']),
  base: z.number().int().positive(),
  ...answerFields,
  report: Report,
});
export type Amendment = z.infer<typeof Amendment>;

export const Amended = z.object({ incidentId: Id, number: z.number().int().positive(), recordedAt: InstantOut });

/** Another declaration of the same facility, told to who is about to declare. */
export const OpenDeclaration = z.object({
  incidentId: Id,
  reference: z.string(),
  recordedAt: InstantOut,
  awareAt: InstantOut,
  /** First 200 characters of what happens. */
  excerpt: z.string(),
  supplier: z.string().nullable(),
  declaredBy: Id,
});
export type OpenDeclaration = z.infer<typeof OpenDeclaration>;

export const declarationCommands = {
  'incident.declaration.submit': command(
    'incident.declare',
    /** `paperToken`: typed from this form, which is used up with it. */
    Declaration.extend({ paperToken: PaperToken.optional() }),
    Receipt,
  ),
  /** A facility's tool declares; id, contact and name come from the gateway, which knows the key. */
  'incident.declaration.submit-by-machine': command(
    'machine.declare',
    MachineDeclaration.extend({ id: Id, contact: OutsideContact, machineName: line(80) }),
    Receipt,
  ),
  /** The agency types what a facility says on the telephone. */
  'incident.declaration.record': command(
    'incident.record',
    Declaration.extend({
      source: z.enum(['phone', 'paper', 'mail']),
      caller: personal(line(120)),
      /** Where the agency reaches the caller again. */
      callBack: personal(phone.nullable()),
      paperToken: PaperToken.optional(),
      /** The mail that it was written from: it is accepted with it. */
      mailDraftId: Id.optional(),
    }),
    Receipt,
  ),
  'incident.declaration.amend': command('incident.amend', Amendment, Amended),
  /** Newest first. */
  'incident.declaration.versions': query(
    'incident.read',
    z.strictObject({ incidentId: Id }),
    z.object({ items: z.array(DeclarationVersion) }),
  ),
  /** What the facility has declared within the last hours and is still open. */
  'incident.declaration.recent': query(
    'incident.declare',
    z.strictObject({ facilityId: Id, kind: Kind.default('real') }),
    z.object({ items: z.array(OpenDeclaration) }),
  ),
  /** Instead of declaring the same twice: what one has to say goes to the colleague's declaration. */
  'incident.declaration.join': command(
    'incident.amend',
    z.strictObject({ id: Id, incidentId: Id, what: prose(20_000), contact: OutsideContact }),
    Receipt,
  ),
  'incident.incident.reclassify': command(
    'incident.amend',
    z.strictObject({ incidentId: Id, nature: Nature, reason: prose(2_000).nullable() }),
    z.object({ incidentId: Id, nature: Nature }),
  ),
  /** Every due time moves with it. */
  'incident.incident.correct-aware': command(
    'incident.amend',
    z.strictObject({ incidentId: Id, awareAt: Instant, reason: prose(2_000) }),
    z.object({ incidentId: Id, awareAt: InstantOut }),
  ),
} as const;
