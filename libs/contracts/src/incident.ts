import { z } from 'zod';
import { command, query } from './command.js';
import {
  CareService,
  Id,
  InstantOut,
  Kind,
  Severity,
  TerritoryCode,
  Tlp,
  YesNoUnknown,
  csvOf,
  limit,
  line,
  page,
  personal,
} from './common.js';
import { DataClass, HelpWanted, Nature, PatientDanger, ReportOut, Source, Stage } from './declaration.js';
import { isRsitPair } from './rsit.js';
import { Outlook } from './severity.js';

export const IncidentState = z.enum(['declared', 'taken', 'acknowledged', 'qualified', 'resolved', 'closed']);
export type IncidentState = z.infer<typeof IncidentState>;
/** In which it lasts. */
export const openIncidentStates: readonly IncidentState[] = ['declared', 'taken', 'acknowledged', 'qualified'];
export const IncidentAction = z.enum(['take', 'acknowledge', 'qualify', 'resolve', 'close', 'reopen']);
export type IncidentAction = z.infer<typeof IncidentAction>;

/** From which states an action is possible and where it leads; `same` keeps the state. */
export const incidentTransitions = {
  take: { from: ['declared', 'taken', 'acknowledged', 'qualified'], to: { declared: 'taken' } },
  acknowledge: { from: ['taken'], to: { taken: 'acknowledged' } },
  qualify: { from: ['acknowledged', 'qualified'], to: { acknowledged: 'qualified' } },
  resolve: { from: ['acknowledged', 'qualified'], to: { acknowledged: 'resolved', qualified: 'resolved' } },
  close: { from: ['resolved'], to: { resolved: 'closed' } },
  reopen: { from: ['resolved', 'closed'], to: { resolved: 'acknowledged', closed: 'acknowledged' } },
} as const satisfies Record<
  IncidentAction,
  { from: readonly IncidentState[]; to: Partial<Record<IncidentState, IncidentState>> }
>;

/** The state after `action`, or null when the table does not allow it. */
export function nextIncidentState(state: IncidentState, action: IncidentAction): IncidentState | null {
  const rule: { from: readonly IncidentState[]; to: Partial<Record<IncidentState, IncidentState>> } =
    incidentTransitions[action];
  return rule.from.includes(state) ? (rule.to[state] ?? state) : null;
}

/** The actions open in a state, in the order in which they are expected. */
export function openActions(state: IncidentState): IncidentAction[] {
  return IncidentAction.options.filter((action) => nextIncidentState(state, action) !== null);
}

export const IncidentSummary = z.object({
  id: Id,
  reference: z.string(),
  facilityId: Id,
  territory: TerritoryCode,
  kind: Kind,
  state: IncidentState,
  version: z.number().int(),
  /** First 200 characters of what happens. */
  excerpt: z.string(),
  awareAt: InstantOut,
  recordedAt: InstantOut,
  changedAt: InstantOut,
  suspectedMalicious: YesNoUnknown,
  degradedMode: YesNoUnknown,
  patientDanger: PatientDanger,
  careServices: z.array(CareService),
  supplier: z.string().nullable(),
  severity: Severity.nullable(),
  tlp: Tlp,
  /** Person id of the analyst in charge; facilities see only whether there is one. */
  assigneeId: Id.nullable(),
  assigned: z.boolean(),
  /** Regional incident, for the agency only; null for a facility. */
  regionalId: Id.nullable(),
  /** At least so many other facilities with similar declarations, as told at the last full round: 3, 6, 11; null below three. */
  similarCount: z.number().int().min(3).nullable(),
  stage: Stage,
  nature: Nature,
  source: Source,
  /** 0 to 100 by the last assessment; null before the first. */
  score: z.number().int().min(0).max(100).nullable(),
  outlook: Outlook.nullable(),
});
export type IncidentSummary = z.infer<typeof IncidentSummary>;

export const Incident = IncidentSummary.omit({ excerpt: true }).extend({
  what: z.string(),
  since: InstantOut.nullable(),
  dataTouched: YesNoUnknown,
  dataClasses: z.array(DataClass),
  helpWanted: z.array(HelpWanted),
  contact: z.object({
    name: personal(z.string()),
    phone: personal(z.string().nullable()),
    email: personal(z.string().nullable()),
  }),
  rsitClass: z.string().nullable(),
  rsitType: z.string().nullable(),
  malicious: YesNoUnknown.nullable(),
  /** Who answers for the declaration; the nil UUID when the agency recorded it in the facility's name. */
  declaredBy: Id,
  /** What the machine key was called that declared; null where a person did. */
  machineName: z.string().nullable(),
  /** Who relayed it from its author's device, for the agency; a facility sees in `source` that it was relayed. */
  relayedBy: Id.nullable(),
  /** Who telephoned, wrote or brought a form, for the agency; null for a facility, and where nobody did. */
  caller: z.object({ name: personal(z.string()), phone: personal(z.string().nullable()) }).nullable(),
  /** How many versions of its answers there are. */
  answersNumber: z.number().int().positive(),
  report: ReportOut,
  actions: z.array(IncidentAction),
});
export type Incident = z.infer<typeof Incident>;

export const IncidentChange = z.object({ incidentId: Id, state: IncidentState, version: z.number().int() });

export const RegionalIncident = z.object({
  id: Id,
  reference: z.string(),
  territory: TerritoryCode,
  title: z.string(),
  supplier: z.string().nullable(),
  kind: Kind,
  tlp: Tlp,
  state: z.enum(['open', 'closed']),
  version: z.number().int(),
  incidentCount: z.number().int(),
  openedAt: InstantOut,
});
export type RegionalIncident = z.infer<typeof RegionalIncident>;

const step = z.strictObject({ incidentId: Id });

export const incidentCommands = {
  'incident.incident.list': query(
    'incident.read',
    z.strictObject({
      state: csvOf(IncidentState).optional(),
      severity: csvOf(Severity).optional(),
      facilityId: Id.optional(),
      territory: TerritoryCode.optional(),
      regionalId: Id.optional(),
      /** Normalised comparison: case, accents and spaces do not count. */
      supplier: line(120).optional(),
      linked: z.enum(['yes', 'no']).optional(),
      mine: z.enum(['yes']).optional(),
      kind: Kind.optional(),
      /** Newest first unless asked by score; what was not assessed comes last then. */
      order: z.enum(['newest', 'gravest']).optional(),
      q: line(100).optional(),
      cursor: z.string().max(200).optional(),
      limit: limit(50, 500),
    }),
    /** Ten thousand are counted; where there are more, the list says that. */
    page(IncidentSummary).extend({ isMoreThanTotal: z.boolean() }),
  ),
  'incident.incident.get': query('incident.read', step, Incident),
  'incident.incident.take': command('incident.triage', step, IncidentChange),
  'incident.incident.acknowledge': command('incident.triage', step, IncidentChange),
  'incident.incident.qualify': command(
    'incident.triage',
    z
      .strictObject({
        incidentId: Id,
        rsitClass: z.string().max(60),
        rsitType: z.string().max(60),
        severity: Severity,
        tlp: Tlp,
        malicious: YesNoUnknown,
      })
      .refine((body) => isRsitPair(body.rsitClass, body.rsitType), { path: ['rsitType'], error: 'rsit-mismatch' }),
    IncidentChange,
  ),
  'incident.incident.resolve': command('incident.triage', step, IncidentChange),
  'incident.incident.close': command('incident.triage', step, IncidentChange),
  'incident.incident.reopen': command('incident.triage', step, IncidentChange),
  'incident.regional.create': command(
    'regional.lead',
    z.strictObject({
      id: Id,
      title: line(200),
      supplier: line(120).nullable(),
      kind: Kind.default('real'),
      tlp: Tlp.default('AMBER'),
      incidentIds: z.array(Id).min(1).max(500),
    }),
    RegionalIncident,
  ),
  'incident.regional.link': command(
    'regional.lead',
    z.strictObject({ regionalId: Id, incidentIds: z.array(Id).min(1).max(500) }),
    RegionalIncident,
  ),
  'incident.regional.unlink': command(
    'regional.lead',
    z.strictObject({ regionalId: Id, incidentId: Id }),
    RegionalIncident,
  ),
  'incident.regional.list': query(
    'regional.read',
    z.strictObject({
      state: z.enum(['open', 'closed']).optional(),
      limit: limit(50, 200),
      cursor: z.string().max(200).optional(),
    }),
    page(RegionalIncident),
  ),
  'incident.regional.get': query('regional.read', z.strictObject({ regionalId: Id }), RegionalIncident),
  /** One line per facility with something open: what the region board draws. */
  'incident.board.get': query(
    'regional.read',
    z.strictObject({ territory: TerritoryCode.optional(), kind: Kind.default('real') }),
    z.object({
      facilities: z.array(
        z.object({
          facilityId: Id,
          open: z.number().int(),
          worstSeverity: Severity.nullable(),
          worstDanger: PatientDanger,
          degraded: z.boolean(),
          careServices: z.array(CareService),
          lastAt: InstantOut,
        }),
      ),
      counts: z.record(IncidentState, z.number().int()),
    }),
  ),
} as const;
