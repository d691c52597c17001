import {
  type AdvisoryTrace,
  type Facility,
  type Kind,
  type Locale,
  type ReportBlock,
  type ReportSection,
  type SituationReport,
  type Tlp,
  tlpRank,
} from '#libs/contracts';
import type { StandingReport } from '../care/care.store.js';
import type { ClockThen } from '../timeline/clocks-at.js';
import type { Moment } from '../timeline/moment.js';
import type { Subject } from '../timeline/subject.sql.js';
import type { AnswersThen, NoticeThen } from './records.sql.js';
import type { TaskThen } from './tasks.sql.js';
import type { Words } from './words.js';

/** What a report is drawn by. */
export type Asked = Pick<
  SituationReport,
  | 'subject'
  | 'incidentId'
  | 'regionalId'
  | 'number'
  | 'name'
  | 'territory'
  | 'tlp'
  | 'asOf'
  | 'forFacility'
  | 'texts'
  | 'actions'
> & { locale: Locale; kind: Kind; facilityId: string | null };

/** All that was known at the report's instant, and may stand under its marking. */
export interface Drawing {
  asked: Asked;
  subjects: readonly Subject[];
  moments: readonly Moment[];
  answers: ReadonlyMap<string, AnswersThen>;
  clocks: ReadonlyMap<string, readonly ClockThen[]>;
  traces: readonly AdvisoryTrace[];
  care: readonly StandingReport[];
  tasks: readonly TaskThen[];
  notices: readonly NoticeThen[];
  facilities: ReadonlyMap<string, Facility>;
  regional: { reference: string; title: string } | null;
  /** So many incidents that their own journals were not read: the moments are the regional incident's alone. */
  isPartial: boolean;
  /** More happened than a timeline holds: the oldest moments are not among these. */
  isCut: boolean;
  words: Words;
  /** An instant as the territory's clock shows it. */
  when: (at: string) => string;
  /** What is marked stricter than the report. */
  leftOut: number;
  silent: boolean;
}

/** Draws a section. Empty: there is nothing to tell. */
export type Draw = (drawing: Drawing, section: ReportSection) => ReportBlock[];

export const isOpenTo =
  (upTo: Tlp) =>
  ({ tlp }: { tlp: Tlp }): boolean =>
    tlpRank(tlp) <= tlpRank(upTo);

export const nameOf = (
  { facilities }: Drawing,
  { facilityId, reference }: Pick<Subject, 'facilityId' | 'reference'>,
): string => facilities.get(facilityId)?.name ?? reference;

export const paragraph = (text: string, soft = false): ReportBlock => ({ type: 'paragraph', text, soft });

/** What is missing in a section that is made from journals. */
export const missingOf = ({ isPartial, isCut, asked, words }: Drawing): ReportBlock[] => [
  ...(isPartial ? [paragraph(asked.subject === 'region' ? words.partlyRegion : words.partly, true)] : []),
  ...(isCut ? [paragraph(words.cut, true)] : []),
];
