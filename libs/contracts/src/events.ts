import { z } from 'zod';
import { AcknowledgementState } from './alerting.js';
import { Verdict } from './attachment/attachment.js';
import { CareStatus } from './care.js';
import { Authority, AuthorityStatus, ClockState } from './clocks.js';
import { CareService, Id, InstantOut, Kind, Severity, TerritoryCode, Tlp, YesNoUnknown } from './common.js';
import { Nature, PatientDanger, Source, Stage } from './declaration.js';
import { IncidentState } from './incident.js';
import { JournalEntry, Visibility, WrittenType } from './journal.js';
import { MailDraftState } from './mailbox.js';
import { TaskSide } from './playbook.js';
import { Outlook } from './severity.js';
import { TaskState } from './task.js';

export const services = ['gateway', 'directory', 'incident', 'asset-inventory', 'alerting'] as const;
export type ServiceName = (typeof services)[number];

/** What every fact carries on its way. No personal text: ids only. */
export const EventEnvelope = z.object({
  id: Id,
  producer: z.enum(services),
  type: z.string(),
  schemaVersion: z.number().int().positive(),
  aggregateId: Id,
  /** Grows by one with every event of the aggregate. */
  version: z.number().int().positive(),
  kind: Kind,
  occurredAt: InstantOut,
  recordedAt: InstantOut,
  actorId: Id,
  traceId: z.string(),
  payload: z.unknown(),
});
export type EventEnvelope<Payload = unknown> = Omit<z.infer<typeof EventEnvelope>, 'payload'> & { payload: Payload };

export interface EventContract<Payload extends z.ZodType = z.ZodType> {
  producer: ServiceName;
  schemaVersion: number;
  payload: Payload;
  consumers: readonly ServiceName[];
}

const event = <Payload extends z.ZodType>(
  producer: ServiceName,
  consumers: readonly ServiceName[],
  payload: Payload,
): EventContract<Payload> => ({ producer, schemaVersion: 1, payload, consumers });

/** Missing from a release that did not tell it: whoever must not exceed a TLP then takes it for RED. */
const incidentTlp = { tlp: Tlp.optional() };
const ofIncident = {
  facilityId: Id,
  territory: TerritoryCode,
  reference: z.string(),
  state: IncidentState,
  ...incidentTlp,
};
const ofClock = { incidentId: Id, facilityId: Id, territory: TerritoryCode, reference: z.string(), ...incidentTlp };
const ofRegional = { regionalId: Id, reference: z.string(), incidentCount: z.number().int() };
const ofAdvisory = { advisoryId: Id, reference: z.string(), tlp: Tlp };

/** Every fact that crosses a service boundary, who says it and who must hear it. */
export const events = {
  'incident.declared': event(
    'incident',
    ['gateway', 'alerting', 'incident'],
    z.object({
      ...ofIncident,
      suspectedMalicious: YesNoUnknown,
      degradedMode: YesNoUnknown,
      patientDanger: PatientDanger,
      careServices: z.array(CareService),
      /** Left out by a release that knew one way in only. */
      source: Source.optional(),
    }),
  ),
  'incident.amended': event(
    'incident',
    ['gateway', 'alerting', 'incident'],
    z.object({
      ...ofIncident,
      number: z.number().int(),
      stage: Stage,
      degradedMode: YesNoUnknown,
      patientDanger: PatientDanger,
      careServices: z.array(CareService),
      authorSide: z.enum(['facility', 'agency']),
    }),
  ),
  'incident.reclassified': event('incident', ['gateway', 'incident'], z.object({ ...ofIncident, nature: Nature })),
  'incident.aware-corrected': event(
    'incident',
    ['gateway', 'incident'],
    z.object({ ...ofIncident, awareAt: InstantOut }),
  ),
  'incident.taken': event('incident', ['gateway', 'alerting'], z.object({ ...ofIncident, assigneeId: Id })),
  'incident.acknowledged': event('incident', ['gateway', 'alerting'], z.object(ofIncident)),
  'incident.qualified': event(
    'incident',
    ['gateway', 'alerting'],
    z.object({
      ...ofIncident,
      severity: Severity,
      tlp: Tlp,
      rsitClass: z.string(),
      rsitType: z.string(),
      malicious: YesNoUnknown,
    }),
  ),
  'incident.resolved': event('incident', ['gateway', 'alerting'], z.object(ofIncident)),
  'incident.closed': event('incident', ['gateway', 'alerting'], z.object(ofIncident)),
  'incident.reopened': event('incident', ['gateway', 'alerting'], z.object(ofIncident)),
  'incident.journal-written': event(
    'incident',
    ['gateway', 'alerting'],
    z.object({
      ...ofIncident,
      entryId: Id,
      seq: z.number().int(),
      visibility: Visibility,
      authorSide: z.enum(['facility', 'agency']),
      /** Missing from a release before there were others than notes. */
      entryType: JournalEntry.shape.type.optional(),
      mentions: z.array(Id).optional(),
      /** Of the entry itself, where it has one. */
      entryTlp: Tlp.optional(),
    }),
  ),
  'incident.linked': event(
    'incident',
    ['gateway'],
    z.object({ ...ofIncident, regionalId: Id, similarCount: z.number().int().min(3).nullable() }),
  ),
  'incident.unlinked': event('incident', ['gateway'], z.object({ ...ofIncident, regionalId: Id })),
  /** What a facility is told of similar declarations has changed: at least so many others; null: nothing is told. */
  'incident.similar-told': event(
    'incident',
    ['gateway'],
    z.object({ ...ofIncident, similarCount: z.number().int().min(3).nullable() }),
  ),
  /** A proposal of similarity was set aside, or taken up again. */
  'incident.similar-judged': event(
    'incident',
    ['gateway'],
    z.object({ ...ofIncident, otherId: Id, dismissed: z.boolean() }),
  ),
  /** A mail came to the declarations box; `answer`: its sender is told so. */
  'mail.received': event('incident', ['gateway', 'alerting'], z.object({ mailDraftId: Id, answer: z.boolean() })),
  'mail.handled': event('incident', ['gateway'], z.object({ mailDraftId: Id, state: MailDraftState })),
  'regional.created': event('incident', ['gateway'], z.object(ofRegional)),
  /** What is linked to it. */
  'regional.changed': event('incident', ['gateway'], z.object(ofRegional)),
  'regional.closed': event('incident', ['gateway'], z.object(ofRegional)),
  'regional.reopened': event('incident', ['gateway'], z.object(ofRegional)),
  /** A task of it was added, or is no longer as it was. */
  'regional.task-changed': event(
    'incident',
    ['gateway'],
    z.object({ ...ofRegional, taskId: Id, taskState: TaskState }),
  ),
  /** A playbook was started on it, or given to incidents that have come since. */
  'regional.playbook-started': event(
    'incident',
    ['gateway'],
    z.object({ ...ofRegional, runId: Id, playbook: z.string(), given: z.number().int() }),
  ),
  'regional.playbook-reversed': event(
    'incident',
    ['gateway'],
    z.object({ ...ofRegional, runId: Id, playbook: z.string() }),
  ),
  /** Somebody wrote into its journal. What is read there. */
  'regional.journal-written': event(
    'incident',
    ['gateway'],
    z.object({ ...ofRegional, entryId: Id, seq: z.number().int(), entryType: WrittenType }),
  ),
  /** Somebody recorded that an authority was told, of these stages (`<regime>/<stage>`). */
  'authority.told': event(
    'incident',
    ['gateway', 'incident'],
    z.object({ ...ofIncident, authority: Authority, status: AuthorityStatus, stages: z.array(z.string()) }),
  ),
  /** How grave it is was assessed anew. */
  'incident.assessed': event(
    'incident',
    ['gateway'],
    z.object({ ...ofIncident, severity: Severity, score: z.number().int(), outlook: Outlook }),
  ),
  /** Indicators were recorded, withdrawn or taken up again. What they are is read there. */
  'incident.indicators-changed': event(
    'incident',
    ['gateway'],
    z.object({ ...ofIncident, change: z.enum(['recorded', 'withdrawn', 'restored']), count: z.number().int() }),
  ),
  /** A file was attached, or something became of it. What it is called is read there. */
  'incident.attachment-changed': event(
    'incident',
    ['gateway'],
    z.object({
      ...ofIncident,
      attachmentId: Id,
      change: z.enum(['attached', 'handed-over', 'sealed', 'destroyed']),
      visibility: Visibility,
    }),
  ),
  /** A file that was found clean is so no more, by newer signatures; so often it had been fetched meanwhile. */
  'incident.attachment-withdrawn': event(
    'incident',
    ['gateway'],
    z.object({
      ...ofIncident,
      attachmentId: Id,
      verdict: Verdict,
      fetched: z.number().int(),
      visibility: Visibility,
    }),
  ),
  /** The scanner has looked at a file. */
  'attachment.scanned': event(
    'incident',
    ['gateway'],
    z.object({ ...ofClock, attachmentId: Id, verdict: Verdict, visibility: Visibility }),
  ),
  /** Somebody recorded that an authority asked for the report of a stage, due then. */
  'report.requested': event(
    'incident',
    ['gateway', 'incident'],
    z.object({ ...ofIncident, regime: z.string(), stage: z.string(), dueAt: InstantOut }),
  ),
  /** A reminder of a due time, once. */
  'clock.rang': event(
    'incident',
    ['gateway', 'alerting'],
    z.object({
      ...ofClock,
      clockId: Id,
      regime: z.string(),
      stage: z.string(),
      applies: YesNoUnknown,
      dueAt: InstantOut,
      when: z.enum(['before', 'at', 'after']),
      /** Who declared; null when the agency recorded it. */
      declarantId: Id.nullable(),
      /** The analyst in charge. */
      assigneeId: Id.nullable(),
    }),
  ),
  /** Due times or states of an incident's clocks are no longer what they were. */
  'clock.moved': event(
    'incident',
    ['gateway'],
    z.object({
      ...ofClock,
      clocks: z.array(
        z.object({ regime: z.string(), stage: z.string(), state: ClockState, dueAt: InstantOut.nullable() }),
      ),
    }),
  ),
  'inventory.imported': event(
    'asset-inventory',
    ['gateway'],
    z.object({ facilityId: Id, importId: Id, imported: z.number().int(), total: z.number().int() }),
  ),
  'csaf.imported': event('asset-inventory', ['gateway'], z.object({ csafId: Id, trackingId: z.string() })),
  'advisory.submitted': event('alerting', ['gateway'], z.object({ ...ofAdvisory, authorId: Id })),
  'advisory.returned': event('alerting', ['gateway'], z.object({ ...ofAdvisory, authorId: Id })),
  /** The frozen list of facilities. The title travels for CLEAR to AMBER+STRICT, never for RED. */
  'advisory.broadcast': event(
    'alerting',
    ['gateway', 'alerting'],
    z.object({
      ...ofAdvisory,
      title: z.object({ fr: z.string(), en: z.string() }).nullable(),
      respondBy: InstantOut.nullable(),
      facilityIds: z.array(Id),
    }),
  ),
  'acknowledgement.changed': event(
    'alerting',
    ['gateway', 'alerting'],
    z.object({ ...ofAdvisory, facilityId: Id, state: AcknowledgementState }),
  ),
  /** An endpoint of somebody's tools was switched off. `facilityId`: null for the agency's own. */
  'webhook.disabled': event(
    'alerting',
    ['gateway'],
    z.object({ endpointId: Id, facilityId: Id.nullable(), why: z.enum(['failing', 'gone']) }),
  ),
  /** Somebody said, or confirmed, which care services of a facility are open. */
  'care.reported': event(
    'incident',
    ['gateway'],
    z.object({
      facilityId: Id,
      territory: TerritoryCode,
      services: z.array(z.object({ service: CareService, status: CareStatus })),
      confirmed: z.boolean(),
    }),
  ),
  'directory.profile-changed': event('directory', ['incident'], z.object({ facilityId: Id })),
  /** A task was added, or is no longer as it was. */
  'incident.task-changed': event(
    'incident',
    ['gateway'],
    z.object({ ...ofIncident, taskId: Id, side: TaskSide, taskState: TaskState }),
  ),
  /** Its tasks were created; `forFacility`: some of them are the facility's. */
  'incident.playbook-started': event(
    'incident',
    ['gateway'],
    z.object({ ...ofIncident, runId: Id, playbook: z.string(), forFacility: z.boolean() }),
  ),
  'incident.playbook-reversed': event(
    'incident',
    ['gateway'],
    z.object({ ...ofIncident, runId: Id, playbook: z.string(), forFacility: z.boolean() }),
  ),
  'directory.person-changed': event('directory', ['gateway'], z.object({ personId: Id })),
} as const satisfies Record<string, EventContract>;

export type EventType = keyof typeof events;
export type EventPayload<Type extends EventType> = z.infer<(typeof events)[Type]['payload']>;
export const eventTypes = Object.keys(events) as EventType[];

/** The contract of an event by a name that came from outside; undefined when nobody knows it. */
export function eventContract(type: string): EventContract | undefined {
  return Object.hasOwn(events, type) ? events[type as EventType] : undefined;
}
