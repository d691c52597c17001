import type { ReportBlock, ReportSection } from '#libs/contracts';
import { type Draw, type Drawing, missingOf, nameOf, paragraph } from '../drawing.js';
import { fill } from '../words.js';

/** A table of at most so many lines as the section wants, and how many more there are. */
export function table(
  { words }: Pick<Drawing, 'words'>,
  { title, most }: Pick<ReportSection, 'title' | 'most'>,
  locale: 'fr' | 'en',
  columns: string[],
  all: readonly string[][],
): ReportBlock[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, most);
  const rest = all.length - shown.length;
  const block: ReportBlock = { type: 'table', caption: title[locale], columns, rows: shown };
  return rest > 0 ? [block, paragraph(fill(words.more, { count: rest }), true)] : [block];
}

/** Whose it is, where a report is about several; what is no facility's is the regional incident's. */
const whose = (drawing: Drawing, incidentId: string | null): string[] => {
  if (drawing.subjects.length <= 1) return [];
  if (incidentId === null) return [drawing.regional?.reference ?? ''];
  const subject = drawing.subjects.find(({ id }) => id === incidentId);
  return [subject ? nameOf(drawing, subject) : ''];
};
const whoseHead = ({ subjects, words }: Drawing): string[] => (subjects.length > 1 ? [words.label.facility] : []);

export const decisions: Draw = (drawing, section) => {
  const { moments, words, when, asked } = drawing;
  const rows = moments
    .filter(({ type }) => type === 'decision')
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .map(({ at, text, incidentId }) => [when(at), ...whose(drawing, incidentId), text ?? '']);
  const columns = [words.label.when, ...whoseHead(drawing), words.label.decision];
  return [...missingOf(drawing), ...table(drawing, section, asked.locale, columns, rows)];
};

export const tasks: Draw = (drawing, section) => {
  const { tasks: all, words, when, asked } = drawing;
  const order = { todo: 0, done: 1, dropped: 2 };
  const rows = all
    .toSorted((a, b) => order[a.state] - order[b.state])
    .map(({ title, dueAt, state, incidentId }) => {
      const isLate = state === 'todo' && dueAt !== null && dueAt < asked.asOf;
      return [
        title[asked.locale],
        ...whose(drawing, incidentId),
        dueAt === null ? '' : when(dueAt),
        isLate ? words.task.late : words.task[state],
      ];
    });
  const columns = [words.label.task, ...whoseHead(drawing), words.label.due, words.label.standing];
  return table(drawing, section, asked.locale, columns, rows);
};

/** What is late first, then what is to come, then what was met. */
export const clocks: Draw = (drawing, section) => {
  const { subjects, clocks: all, words, when, asked } = drawing;
  const order = { late: 0, due: 1, met: 2 };
  const rows = subjects
    .flatMap((subject) =>
      (all.get(subject.id) ?? []).flatMap(({ state, dueAt, metAt, regimeName, stageName, applies }) => {
        if ((state !== 'open' && state !== 'met') || dueAt === null || applies !== 'yes') return [];
        const standing: keyof typeof order = state === 'met' ? 'met' : dueAt <= asked.asOf ? 'late' : 'due';
        const at = standing === 'met' ? (metAt ?? dueAt) : dueAt;
        const duty = `${regimeName[asked.locale]} : ${stageName[asked.locale]}`;
        const cells = [duty, ...whose(drawing, subject.id), when(dueAt), words.clock[standing]];
        return [{ standing, at, cells }];
      }),
    )
    .toSorted((a, b) => order[a.standing] - order[b.standing] || (a.at < b.at ? -1 : 1))
    .map(({ cells }) => cells);
  const columns = [words.label.deadline, ...whoseHead(drawing), words.label.due, words.label.standing];
  return table(drawing, section, asked.locale, columns, rows);
};

const AUTHORITIES: Readonly<Record<string, string>> = {
  ars: 'ARS',
  'cert-sante': 'CERT Santé',
  anssi: 'ANSSI',
  cnil: 'CNIL',
  police: 'Police, gendarmerie',
  corruss: 'CORRUSS',
};

export const authorities: Draw = (drawing, section) => {
  const { notices, words, when, asked } = drawing;
  const rows = notices.map(({ authority, status, toldAt, incidentId }) => [
    AUTHORITIES[authority] ?? authority,
    ...whose(drawing, incidentId),
    when(toldAt),
    words.status[status] ?? status,
  ]);
  const columns = [words.label.authority, ...whoseHead(drawing), words.label.when, words.label.standing];
  return table(drawing, section, asked.locale, columns, rows);
};

export const advisories: Draw = (drawing, section) => {
  const { traces, words, when, asked, silent } = drawing;
  if (silent) return [paragraph(words.silent)];
  const rows = traces.map(({ reference, title, sentAt, recipients }) => {
    const lasts = recipients.map(({ answers }) => answers.at(-1)?.state);
    const answered = lasts.filter((state) => state !== undefined && state !== 'sent').length;
    const done = lasts.filter((state) => state === 'done').length;
    const of = (count: number) => `${count} / ${recipients.length}`;
    return [reference, title[asked.locale] ?? title.fr, when(sentAt), of(answered), of(done)];
  });
  const { reference, title, sent, answered, done } = words.label;
  return table(drawing, section, asked.locale, [reference, title, sent, answered, done], rows);
};

/** What is closed first. What is open and confirmed is no news. */
export const care: Draw = (drawing, section) => {
  const { care: all, subjects, words, when, asked, facilities } = drawing;
  const nameOfAny = (id: string): string =>
    facilities.get(id)?.name ??
    subjects.find(({ facilityId }) => facilityId === id)?.reference ??
    words.unknownFacility;
  const order = { closed: 0, degraded: 1, unknown: 2, open: 3 };
  const rows = all
    .filter(({ status }) => status !== 'open')
    .toSorted((a, b) => order[a.status] - order[b.status] || (a.since < b.since ? -1 : 1))
    .map(({ facilityId, service, status, since, transfers, transferText }) => [
      nameOfAny(facilityId),
      words.answers.careService[service],
      words.care[status],
      when(since),
      transfers ? (transferText ?? words.yes) : words.no,
    ]);
  const { facility, service, standing, since, transfers } = words.label;
  return table(drawing, section, asked.locale, [facility, service, standing, since, transfers], rows);
};

export const actions: Draw = (drawing, section) => {
  const { asked, words } = drawing;
  const rows = asked.actions.map(({ text, owner, due }) => [
    text,
    owner,
    due === null ? '' : dayText(due, asked.locale),
  ]);
  return table(drawing, section, asked.locale, [words.label.action, words.label.owner, words.label.due], rows);
};

const dayText = (day: string, locale: 'fr' | 'en'): string =>
  new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00.000Z`),
  );
