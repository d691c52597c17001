import { z } from 'zod';
import { command, query } from './command.js';
import {
  BaseVersion,
  Id,
  Instant,
  InstantOut,
  Kind,
  Locale,
  TerritoryCode,
  Tlp,
  csvOf,
  isStorable,
  limit,
  line,
  page,
  personal,
  prose,
  whole,
} from './common.js';
import { PdfFile } from './file.js';
import { Task } from './task.js';

/** What a section is made from. `text` is written by a person; all else is drawn from the records. */
export const ReportSource = z.enum([
  'text',
  'figures',
  'facts',
  'account',
  'severity',
  'national',
  'incidents',
  'decisions',
  'tasks',
  'clocks',
  'authorities',
  'advisories',
  'care',
  'timeline',
  'times',
  'actions',
]);
export type ReportSource = z.infer<typeof ReportSource>;

/** Sources in whose texts people may be named. */
const NAMING: readonly ReportSource[] = ['account', 'decisions', 'tasks', 'actions'];

export const ReportSubject = z.enum(['incident', 'regional', 'region']);
export type ReportSubject = z.infer<typeof ReportSubject>;

const code = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const said = (max: number) => z.strictObject({ fr: whole(line(max)), en: whole(line(max)) });
const saidLong = z.strictObject({ fr: whole(prose(2_000)), en: whole(prose(2_000)) });

export const ReportSection = z.strictObject({
  code,
  source: ReportSource,
  title: said(120),
  /** A fixed text above what is drawn; for a free text, what to write. */
  intro: saidLong.nullable(),
  /** Lines of a table or list at most; the rest is counted. */
  most: z.number().int().min(1).max(200),
});
export type ReportSection = z.infer<typeof ReportSection>;

/** For whom a report is and what stands in it, as an analyst wrote it. */
export const ReportTemplateDefinition = z
  .strictObject({
    name: said(120),
    summary: z.strictObject({ fr: whole(prose(600)), en: whole(prose(600)) }),
    /** What it can be written about. */
    subjects: z.array(ReportSubject).min(1).max(3),
    /** Whether people may be named: without it no section is drawn from what people write. */
    naming: z.boolean(),
    sections: z.array(ReportSection).min(1).max(30),
  })
  .superRefine(({ naming, sections }, context) => {
    const seen = new Set<string>();
    for (const [index, { code: section, source }] of sections.entries()) {
      const fault = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['sections', index, field], message });
      if (seen.has(section)) fault('code', 'section-twice');
      if (!naming && NAMING.includes(source)) fault('source', 'names-people');
      seen.add(section);
    }
  });
export type ReportTemplateDefinition = z.infer<typeof ReportTemplateDefinition>;

/** One version of a template; versions are added and never changed. */
export const ReportTemplateVersion = z.object({
  code: z.string(),
  version: z.number().int().positive(),
  definition: ReportTemplateDefinition,
  /** Why it was adapted; null for what was shipped. */
  reason: z.string().nullable(),
  /** The nil UUID for what was shipped. */
  savedBy: Id,
  savedAt: InstantOut,
});
export type ReportTemplateVersion = z.infer<typeof ReportTemplateVersion>;

/** What a shape of a picture means: its colour and its pattern follow from it. */
export const PictureTone = z.enum(['ink', 'soft', 'rule', 'first', 'second', 'third', 'fourth', 'warning']);
export type PictureTone = z.infer<typeof PictureTone>;

const n = z.number();
/** A part of a drawn picture, in units of its own width and height. */
export const PictureShape = z.discriminatedUnion('shape', [
  z.object({ shape: z.literal('bar'), x: n, y: n, width: n, height: n, tone: PictureTone }),
  z.object({ shape: z.literal('line'), x1: n, y1: n, x2: n, y2: n, tone: PictureTone, dashed: z.boolean() }),
  z.object({ shape: z.literal('dot'), x: n, y: n, r: n, tone: PictureTone }),
  z.object({
    shape: z.literal('text'),
    x: n,
    y: n,
    size: n,
    align: z.enum(['start', 'middle', 'end']),
    tone: PictureTone,
    text: z.string(),
  }),
]);
export type PictureShape = z.infer<typeof PictureShape>;

/** A part of a report, in the words of its language: all that a page, a file and a sheet of paper show of it. */
export const ReportBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('paragraph'), text: personal(z.string()), soft: z.boolean() }),
  z.object({ type: z.literal('facts'), items: z.array(z.object({ label: z.string(), value: z.string() })) }),
  z.object({ type: z.literal('figures'), items: z.array(z.object({ label: z.string(), value: z.string() })) }),
  z.object({
    type: z.literal('table'),
    caption: z.string(),
    columns: z.array(z.string()),
    rows: z.array(z.array(personal(z.string()))),
  }),
  z.object({
    type: z.literal('picture'),
    /** The picture in words. */
    alt: z.string(),
    width: n,
    height: n,
    shapes: z.array(PictureShape),
  }),
]);
export type ReportBlock = z.infer<typeof ReportBlock>;

export const ReportContent = z.object({
  title: z.string(),
  /** What it is about, and of when. */
  lines: z.array(z.string()),
  agency: z.string(),
  sections: z.array(z.object({ code: z.string(), title: z.string(), blocks: z.array(ReportBlock) })),
});
export type ReportContent = z.infer<typeof ReportContent>;

/** What is to be done after an incident. */
export const ReportAction = z.strictObject({
  id: Id,
  text: whole(line(300)),
  owner: whole(line(120)),
  /** A day. */
  due: z.iso.date().nullable(),
});
export type ReportAction = z.infer<typeof ReportAction>;

/** Whether an action of a report is a task already, and whether it can become one. */
const ActionTask = z.object({ actionId: Id, taskId: Id.nullable(), mayAdd: z.boolean() });
export type ActionTask = z.infer<typeof ActionTask>;

export const ReportState = z.enum(['draft', 'issued', 'superseded', 'withdrawn']);
export type ReportState = z.infer<typeof ReportState>;

const ReportHead = z.object({
  id: Id,
  number: z.string(),
  template: z.string(),
  templateVersion: z.number().int(),
  /** The template's, in the report's language. */
  name: z.string(),
  subject: ReportSubject,
  incidentId: Id.nullable(),
  regionalId: Id.nullable(),
  /** Of what it is about; the territory's code for the region. */
  about: z.string(),
  territory: TerritoryCode,
  kind: Kind,
  locale: Locale,
  tlp: Tlp,
  /** What was known at this instant stands in it. */
  asOf: InstantOut,
  /** Written for the facility: it is drawn from what the facility may see, and the facility reads it once it is issued. */
  forFacility: z.boolean(),
  state: ReportState,
  version: z.number().int(),
  /** Null for a facility. */
  authorId: Id.nullable(),
  changedAt: InstantOut,
  /** Who approved it, and when; null for a facility. */
  issuedBy: Id.nullable(),
  issuedAt: InstantOut.nullable(),
  /** Why it was withdrawn. */
  reason: z.string().nullable(),
  supersedes: Id.nullable(),
  supersededBy: Id.nullable(),
});

export const SituationReport = ReportHead.extend({
  /** Free texts by the code of their section. */
  texts: z.record(z.string(), personal(z.string())),
  actions: z.array(ReportAction),
  /** Of each action where it is about one incident; none for a facility. */
  actionTasks: z.array(ActionTask),
  /** Where free texts go, in the order of the template. */
  writing: z.array(z.object({ code: z.string(), title: z.string(), hint: z.string().nullable() })),
  content: ReportContent,
});
export type SituationReport = z.infer<typeof SituationReport>;

export const SituationReportSummary = ReportHead;
export type SituationReportSummary = z.infer<typeof SituationReportSummary>;

/** Of a change: the report's new version. */
const ReportChange = z.object({ id: Id, number: z.string(), state: ReportState, version: z.number().int() });
export type ReportChange = z.infer<typeof ReportChange>;

/** Drawing asks other services. */
const PATIENCE = 8_000;
const one = { reportId: Id };
const versioned = { ...one, version: z.number().int().positive() };

export const situationReportCommands = {
  /** The newest first. */
  'incident.situation-report.list': query(
    'report.read',
    z.strictObject({
      incidentId: Id.optional(),
      regionalId: Id.optional(),
      state: csvOf(ReportState).optional(),
      cursor: z.string().max(200).optional(),
      limit: limit(50, 200),
    }),
    page(SituationReportSummary),
  ),
  /** A draft is drawn anew, of its instant; what is issued is as it was. */
  'incident.situation-report.get': query('report.read', z.strictObject(one), SituationReport, PATIENCE),
  'incident.situation-report.begin': command(
    'report.write',
    z
      .strictObject({
        id: Id,
        template: code,
        subject: ReportSubject,
        incidentId: Id.nullable(),
        regionalId: Id.nullable(),
        /** Where it is about the region. */
        territory: TerritoryCode.nullable(),
        kind: Kind.default('real'),
        locale: Locale,
        tlp: Tlp,
        forFacility: z.boolean().default(false),
        /** The report whose place it takes once it is issued: its texts are taken over. */
        supersedes: Id.nullable().default(null),
      })
      .refine(
        ({ subject, incidentId, regionalId, territory }) =>
          (subject === 'incident') === (incidentId !== null) &&
          (subject === 'regional') === (regionalId !== null) &&
          (subject === 'region') === (territory !== null),
        { path: ['subject'], error: 'subject-mismatch' },
      )
      .refine(({ subject, forFacility }) => !forFacility || subject === 'incident', {
        path: ['forFacility'],
        error: 'subject-mismatch',
      }),
    ReportChange,
  ),
  /** What is left out stays. `at` moves the instant that it is about. */
  'incident.situation-report.save': command(
    'report.write',
    z.strictObject({
      ...versioned,
      tlp: Tlp.optional(),
      at: Instant.optional(),
      texts: z
        .record(code, whole(z.string().max(8_000).refine(isStorable, { error: 'control-character' })))
        .refine((texts) => Object.keys(texts).length <= 30, { error: 'too-many' })
        .optional(),
      actions: z.array(ReportAction).max(40).optional(),
    }),
    ReportChange,
  ),
  /** Approves it: from then on nothing of it changes. */
  'incident.situation-report.issue': command('report.issue', z.strictObject(versioned), ReportChange, PATIENCE),
  'incident.situation-report.withdraw': command(
    'report.issue',
    z.strictObject({ ...versioned, reason: prose(500) }),
    ReportChange,
  ),
  /** Makes a task of the agency's of one action, once however often: it is the task that is there otherwise. */
  'incident.situation-report.add-task': command('report.write', z.strictObject({ ...one, actionId: Id }), Task),
  'incident.situation-report.pdf': query('report.read', z.strictObject(one), PdfFile, PATIENCE + 8_000),
  /** One file that needs nothing else; it has no script in it. */
  'incident.situation-report.html': query(
    'report.read',
    z.strictObject(one),
    z.object({ fileName: z.string(), html: personal(z.string()) }),
    PATIENCE,
  ),
  /** Every version of every template, the oldest first. */
  'incident.report-template.list': query(
    'report-template.read',
    z.strictObject({}),
    z.object({ items: z.array(ReportTemplateVersion) }),
  ),
  /** A new version; `base` is the one that it was written from, and has to be the latest still. */
  'incident.report-template.save': command(
    'report-template.manage',
    z.strictObject({
      code,
      base: BaseVersion,
      definition: ReportTemplateDefinition,
      reason: whole(prose(500)),
    }),
    z.object({ code: z.string(), version: z.number().int().positive() }),
  ),
} as const;
