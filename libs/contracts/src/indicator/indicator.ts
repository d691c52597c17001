import { z } from 'zod';
import { command, query } from '../command.js';
import { Id, InstantOut, Kind, Tlp, line, limit, page, personal, prose } from '../common.js';
import { EXTRACT_MAX } from './extract.js';
import { INDICATOR_MAX, IndicatorFlag, IndicatorType } from './type.js';

/** How a value came onto an incident. */
export const IndicatorSource = z.enum(['typed', 'text', 'mail', 'misp', 'stix']);
export type IndicatorSource = z.infer<typeof IndicatorSource>;

const side = z.enum(['facility', 'agency']);
/** An address of a person may be among them. */
const value = personal(z.string());

/** A value as it was seen on one incident. */
export const Sighting = z.object({
  id: Id,
  incidentId: Id,
  indicatorId: Id,
  type: IndicatorType,
  /** Normalised, not defanged: never show it as it is. */
  value,
  flags: z.array(IndicatorFlag),
  source: IndicatorSource,
  tlp: Tlp,
  note: personal(z.string().nullable()),
  /** Good enough to look for it in logs, or to block it (MISP's `to_ids`). */
  forDetection: z.boolean(),
  side,
  /** Null for a facility. */
  recordedBy: Id.nullable(),
  recordedAt: InstantOut,
  version: z.number().int().positive(),
  /** Taken back: kept, and left out of exports. */
  withdrawn: z.object({ at: InstantOut, reason: z.string() }).nullable(),
});
export type Sighting = z.infer<typeof Sighting>;

/** What became of values that were to be recorded on an incident. */
export const RecordedIndicators = z.object({
  recorded: z.number().int(),
  /** Were there already. */
  known: z.number().int(),
  /** Were there, and are withdrawn: they stay so. */
  withdrawn: z.number().int(),
});
export type RecordedIndicators = z.infer<typeof RecordedIndicators>;

export const FoundIndicator = z.object({
  type: IndicatorType,
  value,
  flags: z.array(IndicatorFlag),
  /** On this incident already, withdrawn or not. */
  known: z.boolean(),
});
export type FoundIndicator = z.infer<typeof FoundIndicator>;

/** Of one value, across all incidents; for the agency. */
export const IndicatorRecord = z.object({
  id: Id,
  type: IndicatorType,
  value,
  flags: z.array(IndicatorFlag),
  /** On which it stands and was not withdrawn. */
  incidents: z.number().int(),
  facilities: z.number().int(),
  firstAt: InstantOut,
  lastAt: InstantOut,
});
export type IndicatorRecord = z.infer<typeof IndicatorRecord>;

export const IndicatorImportPreview = z.object({
  format: z.enum(['misp', 'stix']),
  /** What the file calls itself. */
  title: z.string().nullable(),
  /** Values that the file states, also those that are stated twice or cannot be taken. */
  total: z.number().int(),
  fresh: z.number().int(),
  known: z.number().int(),
  withdrawn: z.number().int(),
  /** Stated again in the same file. */
  repeated: z.number().int(),
  refused: z.number().int(),
  /** The first of those, with the reason. */
  places: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string().optional() })),
  /** The first of those that would be recorded. */
  items: z.array(FoundIndicator),
});
export type IndicatorImportPreview = z.infer<typeof IndicatorImportPreview>;

export const IndicatorFormat = z.enum(['misp', 'stix', 'csv']);
export type IndicatorFormat = z.infer<typeof IndicatorFormat>;
/** A part of the file; the parts put together, while `next` is not null, are the whole of it. */
const ExportPart = z.object({
  fileName: z.string(),
  mediaType: z.string(),
  text: z.string(),
  next: z.string().nullable(),
});

/** Largest MISP event or STIX bundle, in bytes: a hundred thousand attributes with all that MISP says of each. */
export const INDICATOR_FILE_MAX_BYTES = 64 * 1024 * 1024;

const PATIENCE = 20_000;
/** A large file is read and written in tens of seconds. */
const LONG_PATIENCE = 60_000;
const cursor = z.string().max(200).optional();
const upload = z.strictObject({ incidentId: Id, uploadId: Id });
const change = { incidentId: Id, sightingId: Id, version: z.number().int().positive() };

export const indicatorCommands = {
  'incident.indicator.upload': command(
    'indicator.write',
    z.strictObject({
      uploadId: Id,
      index: z.number().int().min(0).max(10_000),
      last: z.boolean(),
      data: z.base64(),
    }),
    z.object({ uploadId: Id, received: z.number().int() }),
    PATIENCE,
  ),
  'incident.indicator.record': command(
    'indicator.write',
    z.strictObject({
      incidentId: Id,
      source: IndicatorSource.extract(['typed', 'text', 'mail']),
      /** That of the incident unless told. */
      tlp: Tlp.optional(),
      items: z
        .array(
          z.strictObject({
            type: IndicatorType,
            value: personal(z.string().min(1).max(INDICATOR_MAX)),
            note: personal(prose(500)).nullable().default(null),
            forDetection: z.boolean().default(true),
          }),
        )
        .min(1)
        .max(500),
    }),
    RecordedIndicators,
    PATIENCE,
  ),
  /** Reads the text, or else what the incident says of itself. Writes nothing. */
  'incident.indicator.extract': query(
    'incident.read',
    z.strictObject({ incidentId: Id, text: personal(z.string().max(EXTRACT_MAX)).optional() }),
    z.object({
      items: z.array(FoundIndicator),
      /** How much was read, in UTF-16 units, and whether there was more. */
      read: z.number().int(),
      more: z.boolean(),
    }),
    PATIENCE,
  ),
  'incident.indicator.withdraw': command(
    'indicator.write',
    z.strictObject({ ...change, reason: prose(500) }),
    Sighting,
  ),
  'incident.indicator.restore': command('indicator.write', z.strictObject(change), Sighting),
  /** In the order in which they were recorded, the newest first. */
  'incident.indicator.list': query(
    'incident.read',
    z.strictObject({ incidentId: Id, cursor, limit: limit(100, 500) }),
    page(Sighting),
  ),
  'incident.indicator.search': query(
    'indicator.search',
    z.strictObject({
      /** A value or a part of one, defanged or not. */
      q: line(INDICATOR_MAX).optional(),
      type: IndicatorType.optional(),
      kind: Kind.default('real'),
      cursor,
      limit: limit(50, 200),
    }),
    page(IndicatorRecord),
    PATIENCE,
  ),
  /** Where one value was seen; the newest 500. */
  'incident.indicator.sightings': query(
    'indicator.search',
    z.strictObject({ indicatorId: Id }),
    z.object({
      items: z.array(Sighting.extend({ facilityId: Id, reference: z.string(), kind: Kind })),
      total: z.number().int(),
    }),
  ),
  'incident.indicator.export': query(
    'incident.read',
    z.strictObject({ incidentId: Id, format: IndicatorFormat, cursor }),
    ExportPart,
    PATIENCE,
  ),
  'incident.indicator.preview': query('indicator.write', upload, IndicatorImportPreview, LONG_PATIENCE),
  'incident.indicator.import': command(
    'indicator.write',
    upload.extend({ tlp: Tlp.optional() }),
    RecordedIndicators.extend({ refused: z.number().int() }),
    LONG_PATIENCE,
  ),
} as const;
