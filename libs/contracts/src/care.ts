import { z } from 'zod';
import { command, query } from './command.js';
import { CareService, Id, Instant, InstantOut, Kind, TerritoryCode, csvOf, line, personal, prose } from './common.js';

/** Hours after which what nobody has confirmed is shown as stale: half a day, so that each shift confirms once. */
export const CARE_STALE_HOURS = 12;
/** The longest that a link for the ambulance service is valid. */
export const SAMU_LINK_DAYS = 30;

export const CareStatus = z.enum(['open', 'degraded', 'closed', 'unknown']);
export type CareStatus = z.infer<typeof CareStatus>;

/** Whether nobody has confirmed it for so long, at that moment. */
export const isCareStale = (confirmedAt: string, at: string): boolean =>
  Date.parse(at) - Date.parse(confirmedAt) > CARE_STALE_HOURS * 3_600_000;

/** What was said of a service, without who said it. */
const Said = z.object({
  service: CareService,
  status: CareStatus,
  since: InstantOut,
  /** Until when it is expected to last. */
  until: InstantOut.nullable(),
  transfers: z.boolean(),
  /** Where to, how many. */
  transferText: z.string().nullable(),
  confirmedAt: InstantOut,
  /** Confirmed longer ago than `CARE_STALE_HOURS`, at the moment that was asked for. */
  stale: z.boolean(),
});

/** The newest report of one care service of a facility. */
export const CareReport = Said.extend({
  id: Id,
  note: z.string().nullable(),
  side: z.enum(['facility', 'agency']),
  /** Null for a facility where somebody of the agency said it. */
  confirmedBy: Id.nullable(),
});
export type CareReport = z.infer<typeof CareReport>;

/** A service that an open declaration names, and of which nobody has said anything since. */
export const CareSuggestion = z.object({
  service: CareService,
  status: z.enum(['degraded', 'unknown']),
  incidentId: Id,
  reference: z.string(),
});
export type CareSuggestion = z.infer<typeof CareSuggestion>;

export const CareSheet = z.object({
  facilityId: Id,
  kind: Kind,
  reports: z.array(CareReport),
  suggestions: z.array(CareSuggestion),
});
export type CareSheet = z.infer<typeof CareSheet>;

const counts = z.object({
  open: z.number().int(),
  degraded: z.number().int(),
  closed: z.number().int(),
  unknown: z.number().int(),
  /** Of all of them: those that nobody has confirmed for long. */
  stale: z.number().int(),
});

/** What was known of the region's care at one moment. */
export const CareBoard = z.object({
  at: InstantOut,
  facilities: z.array(z.object({ facilityId: Id, territory: TerritoryCode, reports: z.array(CareReport) })),
  counts,
});
export type CareBoard = z.infer<typeof CareBoard>;

const report = z
  .strictObject({
    service: CareService,
    status: CareStatus,
    since: Instant,
    until: Instant.nullable(),
    transfers: z.boolean(),
    transferText: line(200).nullable(),
    note: prose(1_000).nullable(),
    /** The report that this one replaces, as its author saw it; null where there was none. */
    replaces: Id.nullable(),
  })
  .refine(({ since, until }) => until === null || until > since, { path: ['until'], error: 'until-before-since' })
  .refine(({ transfers, transferText }) => transfers || transferText === null, {
    path: ['transferText'],
    error: 'no-transfers',
  });

const eachOnce = (services: readonly string[]): boolean => new Set(services).size === services.length;
const MANY = CareService.options.length;

/** A link for the ambulance service. Its token is told once, when it is made. */
export const SamuLink = z.object({
  id: Id,
  label: z.string(),
  kind: Kind,
  territories: z.array(TerritoryCode),
  /** Empty: all. */
  services: z.array(CareService),
  createdBy: Id,
  createdAt: InstantOut,
  expiresAt: InstantOut,
  revokedAt: InstantOut.nullable(),
  /** To the hour; null until it is first used. */
  lastUsedAt: InstantOut.nullable(),
});
export type SamuLink = z.infer<typeof SamuLink>;

/** What a link shows: neither people nor notes. */
const SamuLine = z.object({ facilityId: Id, territory: TerritoryCode, reports: z.array(Said) });
const shown = {
  label: z.string(),
  kind: Kind,
  at: InstantOut,
  expiresAt: InstantOut,
  territories: z.array(TerritoryCode),
};

/** What the gateway is told of a link: `board` is null unless it is valid. */
export const SamuReading = z.object({
  linkId: Id.nullable(),
  board: z.object({ ...shown, facilities: z.array(SamuLine) }).nullable(),
});
export type SamuReading = z.infer<typeof SamuReading>;

export const SamuToken = z.strictObject({ token: z.string().min(1).max(200) });

/** The page behind a link, with the names of the facilities. */
export const SamuBoard = z.object({
  ...shown,
  facilities: z.array(SamuLine.extend({ name: z.string(), commune: z.string() })),
});
export type SamuBoard = z.infer<typeof SamuBoard>;

export const careCommands = {
  'incident.care.report': command(
    'care.report',
    z.strictObject({
      facilityId: Id,
      kind: Kind,
      reports: z
        .array(report)
        .min(1)
        .max(MANY)
        .refine((reports) => eachOnce(reports.map(({ service }) => service)), { error: 'service-twice' }),
    }),
    CareSheet,
  ),
  /** Still true: says so of these reports, which must be the newest of their services. */
  'incident.care.confirm': command(
    'care.report',
    z.strictObject({ facilityId: Id, kind: Kind, reportIds: z.array(Id).min(1).max(MANY) }),
    CareSheet,
  ),
  'incident.care.get': query('care.read', z.strictObject({ facilityId: Id, kind: Kind.default('real') }), CareSheet),
  'incident.care.board': query(
    'regional.read',
    z.strictObject({
      territory: TerritoryCode.optional(),
      services: csvOf(CareService).optional(),
      kind: Kind.default('real'),
      /** Lists only what is stale at that moment; the counts are of all that was asked for otherwise. */
      stale: z.enum(['yes']).optional(),
      /** As it was then; now when left out or later. */
      at: Instant.optional(),
    }),
    CareBoard,
  ),
  'incident.samu-link.create': command(
    'samu-link.manage',
    z.strictObject({
      id: Id,
      label: line(80),
      kind: Kind,
      territories: z.array(TerritoryCode).min(1).max(20),
      services: z.array(CareService).max(MANY),
      validDays: z.number().int().min(1).max(SAMU_LINK_DAYS),
    }),
    SamuLink.extend({
      /** Null when the same request comes again: it is kept nowhere. Marked so that no log holds it either. */
      token: personal(z.string().nullable()),
    }),
  ),
  /** Newest first, ended ones too. */
  'incident.samu-link.list': query('regional.read', z.strictObject({}), z.object({ items: z.array(SamuLink) })),
  'incident.samu-link.revoke': command('samu-link.manage', z.strictObject({ linkId: Id }), SamuLink),
  /** What stands behind a token, by its SHA-256 in hexadecimal. */
  'incident.samu-link.read': query(
    'samu-link.read',
    z.strictObject({ tokenHash: z.string().regex(/^[0-9a-f]{64}$/) }),
    SamuReading,
  ),
} as const;
