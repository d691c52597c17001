import { type Kind, laterMonth, vitalServices } from '#libs/contracts';
import { rows } from '#libs/database';
import type { EntityManager } from 'typeorm';

const HOUR = 3_600_000;
/** No zone is further from UTC. */
const FARTHEST = 15 * HOUR;

/** How many incidents of a month have a value; `facility` and what took how long are counted like attributes. */
export interface Cell {
  territory: string;
  month: string;
  name: string;
  value: string;
  incidents: number;
}

/** Two significant digits: what is kept of past months stays small. */
const minutes = (from: string, to: string): string => {
  const exact = `greatest(0, floor(extract(epoch FROM ${to} - ${from}) / 60))::numeric`;
  return `CASE WHEN ${to} IS NULL THEN NULL WHEN ${exact} < 100 THEN ${exact} ELSE round(${exact}, 1 - floor(log(${exact}))::int) END::int::text`;
};

const anyOf = (yes: string, no: string): string =>
  `CASE WHEN ${yes} THEN 'yes' WHEN ${no} THEN 'no' ELSE 'unknown' END`;
const VITAL = vitalServices.map((service) => `'${service}'`).join(', ');

/** The values of `figureTables`, as an incident has them. */
const VALUES: Readonly<Record<string, string>> = {
  origin: 'coalesce(i.malicious, i.suspected_malicious)',
  nature: 'i.nature',
  supplier: `CASE WHEN i.supplier IS NULL THEN 'no' ELSE 'yes' END`,
  danger: 'i.patient_danger',
  degraded: 'i.degraded_mode',
  care: `CASE WHEN i.care_services && ARRAY[${VITAL}] THEN 'vital' WHEN i.care_services <> '{}' THEN 'other' ELSE 'none' END`,
  data: `CASE i.data_touched WHEN 'no' THEN 'none' WHEN 'yes' THEN CASE WHEN 'personal' = ANY(i.data_classes) THEN 'personal' ELSE 'other' END
    ELSE 'unknown' END`,
  help: `CASE WHEN i.help_wanted = '{}' THEN 'no' ELSE 'yes' END`,
  significant: anyOf(
    `i.report->>'repercussions' = 'yes' OR i.report->>'spread' = 'yes'`,
    `i.report->>'repercussions' = 'no' AND i.report->>'spread' = 'no'`,
  ),
  rsit: `coalesce(i.rsit_class, 'unqualified')`,
  severity: `coalesce(i.severity, 'unassessed')`,
  source: 'i.source',
  delay: `CASE WHEN i.recorded_at < i.aware_at + interval '1 day' THEN 'day' WHEN i.recorded_at < i.aware_at + interval '3 days' THEN 'three-days'
    ELSE 'later' END`,
  state: 'i.state',
  facility: 'i.facility_id::text',
  occurred: `to_char(coalesce(i.since, i.aware_at) AT TIME ZONE coalesce(z.zone, 'UTC'), 'YYYY-MM')`,
  'took-declared': minutes('i.aware_at', 'i.recorded_at'),
  'took-taken': minutes('i.recorded_at', 'j.taken'),
  'took-closed': `CASE WHEN i.state = 'closed' THEN ${minutes('i.recorded_at', 'j.closed')} END`,
};

const MONTH = `to_char(i.recorded_at AT TIME ZONE coalesce(z.zone, 'UTC'), 'YYYY-MM')`;
const FROM = `
  FROM incident i
  LEFT JOIN unnest($5::text[], $6::text[]) z (code, zone) ON z.code = i.territory`;
const IN_MONTHS = `i.kind = $1 AND i.recorded_at >= $2 AND i.recorded_at < $3 AND ${MONTH} = ANY($4)`;

const COUNT = `
  SELECT i.territory, ${MONTH} AS month, c.name, c.value, count(*)::int AS incidents ${FROM}
  LEFT JOIN LATERAL (
    SELECT min(e.at) FILTER (WHERE e.type = 'taken') AS taken, max(e.at) FILTER (WHERE e.type = 'closed') AS closed
    FROM journal_entry e WHERE e.incident_id = i.id AND i.state <> 'declared' AND e.type IN ('taken', 'closed')
  ) j ON true
  CROSS JOIN LATERAL (VALUES ${Object.entries(VALUES)
    .map(([name, value]) => `('${name}', ${value})`)
    .join(', ')}) c (name, value)
  WHERE ${IN_MONTHS} AND c.value IS NOT NULL
  GROUP BY 1, 2, 3, 4`;

const { 'took-declared': _, 'took-taken': __, 'took-closed': ___, ...ATTRIBUTES } = VALUES;
/** The same by facility. */
const COUNT_BY_FACILITY = `
  SELECT i.territory, ${MONTH} AS month, i.facility_id AS facility, c.name, c.value, count(*)::int AS incidents ${FROM}
  CROSS JOIN LATERAL (VALUES ${Object.entries(ATTRIBUTES)
    .map(([name, value]) => `('${name}', ${value})`)
    .join(', ')}) c (name, value)
  WHERE ${IN_MONTHS}
  GROUP BY 1, 2, 3, 4, 5`;

export interface Asked {
  kind: Kind;
  /** In order; those of which something was declared. */
  months: readonly string[];
  zones: ReadonlyMap<string, string>;
}

/** The instants between which a month lies, wherever it is. */
export const windowOf = (first: string, last: string = first): [Date, Date] => [
  new Date(Date.parse(`${first}-01T00:00:00Z`) - FARTHEST),
  new Date(Date.parse(`${laterMonth(last, 1)}-01T00:00:00Z`) + FARTHEST),
];

const valuesOf = ({ kind, months, zones }: Asked): unknown[] => [
  kind,
  ...windowOf(months[0] ?? '', months.at(-1)),
  months,
  [...zones.keys()],
  [...zones.values()],
];

/** Counts what the transaction's scope sees. */
export async function countCells(tx: EntityManager, asked: Asked): Promise<Cell[]> {
  return asked.months.length === 0 ? [] : rows<Cell>(tx, COUNT, valuesOf(asked));
}

export interface FacilityCell extends Cell {
  facility: string;
}

export const countByFacility = (tx: EntityManager, asked: Asked): Promise<FacilityCell[]> =>
  rows<FacilityCell>(tx, COUNT_BY_FACILITY, valuesOf(asked));
