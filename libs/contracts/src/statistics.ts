import { z } from 'zod';
import { command, query } from './command.js';
import { CareService, Id, InstantOut, Kind, Severity, TerritoryCode, YesNoUnknown } from './common.js';
import { Nature, PatientDanger, Source } from './declaration.js';
import { FacilityCategory } from './directory.js';
import { rsit } from './rsit.js';

/** Legal entities that every published number has incidents of, unless it is 0: whoever subtracts its own still has three others. */
export const FEWEST_CONTRIBUTORS = 4;
/** Legal entities from which on a closed quarter is published without waiting for the end of the year. */
export const ENOUGH_CONTRIBUTORS = 10;
/** Days after the end of a quarter until it is published: what is qualified later does not move it any more. */
export const SETTLING_DAYS = 30;
/** Months that one reading of figures covers at most. */
export const MOST_MONTHS = 60;
/** Care services whose loss endangers patients at once. */
export const vitalServices = [
  'emergency',
  'intensive-care',
  'theatre',
  'dialysis',
  'maternity',
] as const satisfies readonly z.infer<typeof CareService>[];

/** Values in a fixed order, and the coarser groupings in which they are published when single values are too few. */
export interface FigureTable {
  values: readonly string[];
  /** From fine to coarse; each grouping is made of whole groups of the one before. */
  groupings: readonly (readonly (readonly string[])[])[];
}

/**
 * What is counted of each incident. Sources: the attributes of the ministry's yearly observatory of incidents in health care (origin,
 * supplier, danger for patients, degraded mode, care interrupted, data touched, support asked for; ANS/CERT Santé), RSIT v1003, and D.1111-16-2
 * CSP (significant incidents).
 */
export const figureTables = {
  /** Malicious or not: as qualified, or else as declared. */
  origin: { values: YesNoUnknown.options, groupings: [[['yes'], ['no', 'unknown']]] },
  nature: { values: Nature.options, groupings: [[['malicious'], ['failure'], ['suspicion', 'false-alarm']]] },
  /** Whether the failure comes from a supplier. */
  supplier: { values: ['yes', 'no'], groupings: [] },
  danger: {
    values: PatientDanger.options,
    groupings: [
      [['potential', 'proven'], ['none'], ['unknown']],
      [
        ['potential', 'proven'],
        ['none', 'unknown'],
      ],
    ],
  },
  degraded: { values: YesNoUnknown.options, groupings: [[['yes'], ['no', 'unknown']]] },
  /** Whether care services are disturbed, vital ones among them. */
  care: { values: ['vital', 'other', 'none'], groupings: [[['vital', 'other'], ['none']]] },
  data: {
    values: ['personal', 'other', 'none', 'unknown'],
    groupings: [
      [['personal', 'other'], ['none'], ['unknown']],
      [
        ['personal', 'other'],
        ['none', 'unknown'],
      ],
    ],
  },
  /** Whether any support was asked for. */
  help: { values: ['yes', 'no'], groupings: [] },
  /** Repercussions beyond the facility, or likely to hit others. */
  significant: { values: YesNoUnknown.options, groupings: [[['yes'], ['no', 'unknown']]] },
  rsit: {
    values: [...Object.keys(rsit), 'unqualified'],
    groupings: [
      [
        ['malicious-code'],
        ['information-gathering', 'intrusion-attempts', 'intrusions'],
        ['abusive-content', 'fraud'],
        ['availability'],
        ['information-content-security', 'vulnerable'],
        ['other', 'test', 'unqualified'],
      ],
      [
        ['malicious-code', 'information-gathering', 'intrusion-attempts', 'intrusions', 'abusive-content', 'fraud'],
        ['availability'],
        ['information-content-security', 'vulnerable', 'other', 'test', 'unqualified'],
      ],
    ],
  },
  severity: {
    values: [...Severity.options, 'unassessed'],
    groupings: [
      [['low', 'medium'], ['high', 'critical'], ['unassessed']],
      [
        ['low', 'medium', 'unassessed'],
        ['high', 'critical'],
      ],
    ],
  },
  source: {
    values: Source.options,
    groupings: [
      [
        ['console', 'relay', 'machine'],
        ['phone', 'paper', 'mail'],
      ],
    ],
  },
  /** From becoming aware to the declaration. */
  delay: { values: ['day', 'three-days', 'later'], groupings: [[['day'], ['three-days', 'later']]] },
} as const satisfies Record<string, FigureTable>;
export type FigureTableName = keyof typeof figureTables;
export const figureTableNames = Object.keys(figureTables) as FigureTableName[];

export const FacilityType = z.enum([...FacilityCategory.options, 'unknown']);
export type FacilityType = z.infer<typeof FacilityType>;

/** A month where the incident's territory is. */
const Month = z.string().regex(/^(20|21)\d{2}-(0[1-9]|1[0-2])$/);
/** `2026-Q3`. */
const Quarter = z.string().regex(/^(20|21)\d{2}-Q[1-4]$/);

/** The quarter of a month. */
export const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
/** The months of a quarter, first to last. */
export const monthsOf = (quarter: string): string[] =>
  [2, 1, 0].map((back) => `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - back).padStart(2, '0')}`);
/** The month `count` later. */
export function laterMonth(month: string, count: number): string {
  const all = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
}
/** The months from one to another, both included. */
export function monthsBetween(from: string, to: string): string[] {
  const found: string[] = [];
  for (let month = from; month <= to; month = laterMonth(month, 1)) found.push(month);
  return found;
}
/** The quarter after. */
export const nextQuarter = (quarter: string): string => quarterOf(laterMonth(monthsOf(quarter)[2] ?? '', 1));

const count = z.number().int().nonnegative();
const Counts = z.record(z.string(), count);

/** How long something took, in minutes; medians and ninetieth centiles are exact below 100 minutes and to 5 % above. */
const Took = z.object({ count, median: count.nullable(), p90: count.nullable() });
export type Took = z.infer<typeof Took>;

const Names = z.object({ fr: z.string(), en: z.string() });

/** True counts, within what the reader may see. */
export const Figures = z.object({
  kind: Kind,
  from: Month,
  to: Month,
  territory: TerritoryCode.nullable(),
  at: InstantOut,
  incidents: count,
  months: z.array(
    z.object({
      month: Month,
      declared: count,
      /** Incidents that began in this month, of those declared in the period. */
      occurred: count,
      tables: z.record(z.string(), Counts),
    }),
  ),
  /** By the territory of the facility. */
  territories: Counts,
  facilityTypes: Counts,
  states: Counts,
  took: z.object({ declared: Took, taken: Took, closed: Took }),
  /** Legal clocks due in the period. */
  clocks: z.array(
    z.object({
      regime: z.string(),
      stage: z.string(),
      /** As the newest version of the regime calls them. */
      regimeName: Names,
      stageName: Names,
      met: count,
      late: count,
      open: count,
    }),
  ),
});
export type Figures = z.infer<typeof Figures>;

/** A number that is published: the incidents that have one of these values. */
const FigureGroup = z.object({ values: z.array(z.string()), incidents: count });
export type FigureGroup = z.infer<typeof FigureGroup>;

/** What was published of some closed quarters that follow each other: once, and never changed. */
export const FigureRelease = z.object({
  id: Id,
  from: Quarter,
  to: Quarter,
  incidents: count,
  /** Groups by table; `month` and `who` (`972:hospital`) beside those of `figureTables`. Empty when there was no incident. */
  tables: z.record(z.string(), z.array(FigureGroup)),
  publishedAt: InstantOut,
});
export type FigureRelease = z.infer<typeof FigureRelease>;

export const PublishedFigures = z.object({ items: z.array(FigureRelease) });
export type PublishedFigures = z.infer<typeof PublishedFigures>;

export const statisticsCommands = {
  /** True counts: the region's for the agency, one's own for a facility. */
  'incident.statistics.count': query(
    'statistics.read',
    z
      .strictObject({ kind: Kind.default('real'), from: Month, to: Month, territory: TerritoryCode.optional() })
      .refine(({ from, to }) => from <= to && laterMonth(from, MOST_MONTHS) > to, {
        path: ['to'],
        error: 'out-of-range',
      }),
    Figures,
    10_000,
  ),
  /** What the region has published of itself, oldest first: the same for everybody. */
  'incident.statistics.published': query('statistics.read', z.strictObject({}), PublishedFigures),
  /** Publishes the closed quarters that are not yet. */
  'incident.statistics.publish': command('statistics.publish', z.strictObject({}), PublishedFigures, 10_000),
} as const;
