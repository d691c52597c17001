import {
  type Incident,
  type IncidentAction,
  type IncidentSummary,
  type Kind,
  type Report,
  type Tlp,
  emptyReport,
} from '#libs/contracts';
import type { DatabaseScope } from '#libs/database';

type Instants = 'awareAt' | 'recordedAt' | 'changedAt';
type SummaryRow = Omit<IncidentSummary, Instants> & Record<Instants, Date>;
type DetailRow = Omit<SummaryRow, 'excerpt'> &
  Omit<Incident, keyof SummaryRow | 'since' | 'contact' | 'caller' | 'report' | 'actions'> & {
    since: Date | null;
    report: Report | null;
    contactName: string;
    contactPhone: string | null;
    contactEmail: string | null;
    callerName: string | null;
    callerPhone: string | null;
  };

const COMMON = `id, reference, facility_id AS "facilityId", territory, kind, state, version, aware_at AS "awareAt",
  recorded_at AS "recordedAt", changed_at AS "changedAt", suspected_malicious AS "suspectedMalicious",
  degraded_mode AS "degradedMode", patient_danger AS "patientDanger", care_services AS "careServices", supplier, severity, tlp,
  assigned, stage, nature, source, score, outlook`;

/**
 * A facility has no privilege on these columns: that somebody is in charge is all that it is told, and of similar declarations what the
 * function answers that knows for whom it counts.
 */
const AGENCY_ONLY = {
  facility: 'NULL AS "assigneeId", NULL AS "regionalId", similar_told_to(id) AS "similarCount"',
  agency: 'assignee_id AS "assigneeId", regional_id AS "regionalId", similar_count AS "similarCount"',
};

const EXCERPT = 'left(what, 200) AS excerpt';
const DETAIL = `what, since, data_touched AS "dataTouched", data_classes AS "dataClasses", help_wanted AS "helpWanted",
  contact_name AS "contactName", contact_phone AS "contactPhone", contact_email AS "contactEmail", rsit_class AS "rsitClass",
  rsit_type AS "rsitType", malicious, declared_by AS "declaredBy", answers_number AS "answersNumber", report,
  machine_name AS "machineName"`;

/** By whom it came here: a facility is told the way, not the person at the agency or of another facility. */
const CAME_BY = {
  facility: 'NULL AS "relayedBy", NULL AS "callerName", NULL AS "callerPhone"',
  agency: 'relayed_by AS "relayedBy", caller_name AS "callerName", caller_phone AS "callerPhone"',
};

const sideOf = ({ kind }: DatabaseScope) => (kind === 'facility' ? 'facility' : 'agency');
const agencyOnly = (scope: DatabaseScope): string => AGENCY_ONLY[sideOf(scope)];

/** What a list reads of an incident; `toSummary` reads it. */
export const summaryColumns = (scope: DatabaseScope): string => `${COMMON}, ${agencyOnly(scope)}, ${EXCERPT}`;

/** All of an incident; `toIncident` reads it. */
export const detailColumns = (scope: DatabaseScope): string =>
  `${COMMON}, ${agencyOnly(scope)}, ${DETAIL}, ${CAME_BY[sideOf(scope)]}`;

export function toSummary(row: SummaryRow): IncidentSummary {
  return { ...row, ...instants(row) };
}

export function toIncident(row: DetailRow, actions: IncidentAction[]): Incident {
  const {
    contactName: name,
    contactPhone: phone,
    contactEmail: email,
    callerName,
    callerPhone,
    since,
    report,
    ...rest
  } = row;
  return {
    ...rest,
    ...instants(row),
    since: since?.toISOString() ?? null,
    contact: { name, phone, email },
    caller: callerName === null ? null : { name: callerName, phone: callerPhone },
    report: { ...emptyReport, ...report },
    actions,
  };
}

const instants = (row: Record<Instants, Date>) => ({
  awareAt: row.awareAt.toISOString(),
  recordedAt: row.recordedAt.toISOString(),
  changedAt: row.changedAt.toISOString(),
});

export type { DetailRow, SummaryRow };

/** What every step of an incident says of it to others. */
export interface IncidentHead {
  id: string;
  facilityId: string;
  territory: string;
  reference: string;
  kind: Kind;
  state: Incident['state'];
  version: number;
  tlp: Tlp;
}

export const HEAD = 'id, facility_id AS "facilityId", territory, reference, kind, state, version, tlp';
