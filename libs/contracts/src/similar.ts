import { z } from 'zod';
import { command, query } from './command.js';
import { Id, InstantOut, Kind, Severity, TerritoryCode, line, whole } from './common.js';
import { IncidentState, RegionalIncident } from './incident.js';
import { IndicatorType } from './indicator/type.js';

/** What two incidents have in common, with what each reason counts for. */
export const SimilarReason = z.discriminatedUnion('type', [
  /** `near`: the names differ by a letter or a word. */
  z.object({
    type: z.literal('supplier'),
    points: z.number().int(),
    own: z.string(),
    other: z.string(),
    near: z.boolean(),
  }),
  /** A product of the facility's inventory that both declarations name. */
  z.object({ type: z.literal('product'), points: z.number().int(), vendor: z.string(), product: z.string() }),
  z.object({
    type: z.literal('indicator'),
    points: z.number().int(),
    /** The first of them. Not defanged: never show them as they are. */
    values: z.array(z.object({ type: IndicatorType, value: z.string() })),
    total: z.number().int(),
  }),
  /** The rare words that both use, as the asked incident writes them, and how alike the texts are, 0 to 100. */
  z.object({
    type: z.literal('wording'),
    points: z.number().int(),
    words: z.array(z.string()),
    likeness: z.number().int().min(0).max(100),
  }),
  /** Recorded within so many hours of each other. Says nothing alone. */
  z.object({ type: z.literal('time'), points: z.number().int(), hours: z.number().int().min(0) }),
]);
export type SimilarReason = z.infer<typeof SimilarReason>;

export const SimilarIncident = z.object({
  incidentId: Id,
  reference: z.string(),
  facilityId: Id,
  territory: TerritoryCode,
  kind: Kind,
  state: IncidentState,
  severity: Severity.nullable(),
  supplier: z.string().nullable(),
  /** First 200 characters of what happens. */
  excerpt: z.string(),
  recordedAt: InstantOut,
  /** The sum of what its reasons count for, 100 at most. */
  score: z.number().int().min(0).max(100),
  /** The weightiest first. */
  reasons: z.array(SimilarReason).min(1),
  /** The regional incident that it is under. */
  regional: z.object({ id: Id, reference: z.string(), title: z.string() }).nullable(),
  /** Set aside, and nothing new speaks for it since. */
  dismissed: z.object({ reason: z.string(), at: InstantOut, by: Id }).nullable(),
});
export type SimilarIncident = z.infer<typeof SimilarIncident>;

export const SimilarIncidents = z.object({
  /** The likeliest first. */
  items: z.array(SimilarIncident),
  /** Those that were set aside. */
  dismissed: z.array(SimilarIncident),
  /** Whether the inventory was asked for products; without it the other reasons stand. */
  inventory: z.enum(['asked', 'unavailable']),
});
export type SimilarIncidents = z.infer<typeof SimilarIncidents>;

const pair = { incidentId: Id, otherId: Id };
const Dismissed = z.object({ ...pair, dismissed: z.boolean() });

export const similarCommands = {
  'incident.similar.list': query('regional.read', z.strictObject({ incidentId: Id }), SimilarIncidents, 10_000),
  'incident.similar.dismiss': command(
    'regional.lead',
    z.strictObject({ ...pair, reason: whole(line(500)) }),
    Dismissed,
  ),
  'incident.similar.restore': command('regional.lead', z.strictObject(pair), Dismissed),
  /** Every declaration stands alone again, and the regional incident is closed. */
  'incident.regional.take-apart': command(
    'regional.lead',
    z.strictObject({ regionalId: Id, reason: whole(line(500)) }),
    RegionalIncident,
  ),
} as const;

/** What a facility is told of similar declarations: how many others at least, and at most; null: more. */
export const SIMILAR_BANDS = [
  { from: 3, to: 5 },
  { from: 6, to: 10 },
  { from: 11, to: null },
] as const;
