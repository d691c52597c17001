import { z } from 'zod';
import { AcknowledgementState } from './alerting.js';
import { query } from './command.js';
import { Id, Instant, InstantOut, Kind, TerritoryCode, Tlp, csvOf, limit, personal } from './common.js';

/** From where a moment of the timeline comes: one lane of the picture each, in this order. */
export const TimelineSource = z.enum([
  'incident',
  'severity',
  'decisions',
  'journal',
  'tasks',
  'clocks',
  'authorities',
  'advisories',
  'care',
  'indicators',
  'attachments',
  'links',
]);
export type TimelineSource = z.infer<typeof TimelineSource>;

/** Into how many parts of the same length the span that is looked at is cut for the picture. */
export const TIMELINE_PARTS = 48;
/** Characters of a text that the timeline shows; all of it stands in the journal. */
export const TIMELINE_TEXT = 400;

/** One thing that happened, or is to happen. */
export const TimelineMoment = z.object({
  /** Its source and record: unique, and the same at every reading. */
  key: z.string(),
  source: TimelineSource,
  /** The type of the journal's entry, or what of another source: `aware`, `clock-due`, `care-closed`, `advisory-done`. */
  type: z.string(),
  /** When it happened, or is due. */
  at: InstantOut,
  /** When it became known here: never after the instant that was asked for. */
  recordedAt: InstantOut,
  incidentId: Id.nullable(),
  /** Of the incident, or of the regional incident. */
  reference: z.string().nullable(),
  /** The nil UUID for what is no facility's: what was done about a regional incident. */
  facilityId: Id,
  side: z.enum(['facility', 'agency']).nullable(),
  /** Its own marking, or that of its incident: of then and now the stricter one. */
  tlp: Tlp,
  /** Its beginning, in the wording of that instant. */
  text: personal(z.string().nullable()),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type TimelineMoment = z.infer<typeof TimelineMoment>;

export const Timeline = z.object({
  /** What was recorded until then, as it was then. */
  asOf: InstantOut,
  kind: Kind,
  territory: TerritoryCode,
  /** What is looked at; with nothing to show, both are `asOf`. */
  from: InstantOut,
  to: InstantOut,
  /** The oldest first. */
  items: z.array(TimelineMoment),
  next: z.string().nullable(),
  /** Of what is looked at, all pages together. */
  total: z.number().int(),
  /** How many there are of each source, whichever sources are asked for. */
  counts: z.partialRecord(TimelineSource, z.number().int()),
  /** For the picture: how many of the chosen sources there are in each part of the span, where there are any. */
  marks: z.array(z.object({ source: TimelineSource, part: z.number().int(), count: z.number().int() })),
  /** Moments of what is looked at with a stricter TLP than was asked for: they are not told. */
  leftOut: z.number().int(),
  /** Sources that did not answer. */
  silent: z.array(TimelineSource),
  /** There is more than a timeline holds: the oldest of what is looked at is not told. */
  cut: z.boolean(),
});
export type Timeline = z.infer<typeof Timeline>;

const looking = {
  /** Now, unless told. */
  at: Instant.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  source: csvOf(TimelineSource).optional(),
  /** The strictest marking that is shown. */
  upTo: Tlp.optional(),
  cursor: z.string().max(300).optional(),
  limit: limit(100, 500),
};

/** How strict a marking is: what is marked with a higher number must not stand under a lower one. */
export const tlpRank = (tlp: Tlp): number => Tlp.options.indexOf(tlp);

/** An advisory, and what the facilities that were asked for have answered to it. */
export const AdvisoryTrace = z.object({
  advisoryId: Id,
  reference: z.string(),
  tlp: Tlp,
  regionalId: Id.nullable(),
  title: z.object({ fr: z.string(), en: z.string().nullable() }),
  sentAt: InstantOut,
  respondBy: InstantOut.nullable(),
  recipients: z.array(
    z.object({
      facilityId: Id,
      /** Every answer, the oldest first. */
      answers: z.array(z.object({ state: AcknowledgementState, at: InstantOut })),
    }),
  ),
});
export type AdvisoryTrace = z.infer<typeof AdvisoryTrace>;

export const timelineCommands = {
  'incident.timeline.get': query('incident.read', z.strictObject({ incidentId: Id, ...looking }), Timeline),
  /** Over the incidents that were under it at that instant. */
  'incident.timeline.regional': query('regional.read', z.strictObject({ regionalId: Id, ...looking }), Timeline),
  /** What was sent to these facilities in a span, and answered until its end: for another service. The earliest of very many. */
  'alerting.advisory.trace': query(
    'advisory.trace',
    z.strictObject({ facilityIds: z.array(Id).min(1).max(500), kind: Kind, from: Instant, until: Instant }),
    z.object({ items: z.array(AdvisoryTrace) }),
  ),
} as const;
