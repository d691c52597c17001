import { TIMELINE_PARTS, TimelineSource } from '#libs/contracts';
import { lookAt } from '../../timeline/moment.js';
import { type Draw, type Drawing, missingOf, nameOf, paragraph } from '../drawing.js';
import { lanesPicture, timesPicture } from '../pictures.js';
import { type Instants, instantsOf, stagesOf, steps, summariesOf } from '../times.js';
import { durationText, fill } from '../words.js';
import { table } from './lists.js';

/** What happened, in lanes, and the last of it as a table. */
export const timeline: Draw = (drawing, section) => {
  const { moments, asked, words, when } = drawing;
  const { from, to, marks, moments: all } = lookAt(moments, {}, asked.asOf);
  if (all.length === 0) return missingOf(drawing);
  const length = Math.max(1, Date.parse(to) - Date.parse(from));
  const placeOf = (at: string) => (Date.parse(at) - Date.parse(from)) / length;
  const lanes = TimelineSource.options
    .map((source) => ({
      label: words.source[source],
      marks: marks
        .filter((mark) => mark.source === source)
        .map(({ part, count }) => ({ place: (part + 0.5) / TIMELINE_PARTS, count })),
    }))
    .filter((lane) => lane.marks.length > 0);
  const ticks = [0, 0.5, 1].map((place) => ({
    place,
    label: when(new Date(Date.parse(from) + place * length).toISOString()),
  }));
  const alt = fill(words.lanesAlt, { from: when(from), to: when(to) });
  const isPast = asked.asOf > from && asked.asOf < to;
  const picture = lanesPicture(lanes, { alt, ticks, now: isPast ? placeOf(asked.asOf) : null });
  const rows = all
    .filter(({ at }) => at <= asked.asOf)
    .toReversed()
    .map(({ at, source, type, reference, details }) => [
      when(at),
      words.source[source],
      [words.entry[type] ?? type, aboutOf(details, asked.locale)].filter((part) => part !== '').join(' : '),
      ...(drawing.subjects.length > 1 ? [reference ?? ''] : []),
    ]);
  const { when: at, source, what, reference } = words.label;
  const columns = [at, source, what, ...(drawing.subjects.length > 1 ? [reference] : [])];
  return [...missingOf(drawing), picture, ...table(drawing, section, asked.locale, columns, rows)];
};

/** What a moment is about in words that are nobody's: titles, regimes, references. */
function aboutOf(details: Readonly<Record<string, string | number | null>>, locale: 'fr' | 'en'): string {
  const inLocale = (french: string, english: string) => details[locale === 'fr' ? french : english] ?? details[french];
  const parts = [
    inLocale('regime', 'regimeEn'),
    inLocale('title', 'titleEn'),
    inLocale('name', 'nameEn'),
    details['advisory'],
    details['incidents'],
  ];
  return parts.flatMap((part) => (part === null || part === undefined ? [] : [String(part)])).join(', ');
}

/** How long each stage took, facility by facility: the picture, what it amounts to, and each figure. */
export const times: Draw = (drawing, section) => {
  const { subjects, asked, words, silent } = drawing;
  const { locale } = asked;
  const rows = subjects.map((subject) => {
    const instants = instantsOf(subject, drawing.traces, asked.regionalId);
    return { id: subject.id, label: nameOf(drawing, subject), instants, stages: stagesOf(instants) };
  });
  if (rows.length === 0) return [];
  const shown = rows.toSorted((a, b) => lengthOf(b.instants) - lengthOf(a.instants)).slice(0, section.most);
  const duration = (ms: number) => durationText(ms, words);
  const alt = fill(words.timesAlt, { count: shown.length });
  const picture = timesPicture(shown, { alt, step: words.step, duration, disorder: words.disorder });
  const { label } = words;
  const nameById = new Map(rows.map((row) => [row.id, row.label]));
  const summary = summariesOf(rows).map(({ step, medianMs, slowest, measured, missing, disordered }) => [
    words.step[step],
    medianMs === null ? words.missing : duration(medianMs),
    slowest === null ? '' : `${duration(slowest.ms)} (${nameById.get(slowest.id) ?? ''})`,
    ...[measured, missing, disordered].map(String),
  ]);
  const whole = { ...section, most: 200 };
  const stageColumns = [label.stage, label.median, label.slowest, label.measured, label.missing, label.disorder];
  const each = shown.map((row) => [row.label, ...row.stages.map((stage) => stageText(drawing, stage))]);
  return [
    ...(silent ? [paragraph(words.silent)] : []),
    picture,
    ...table(drawing, whole, locale, stageColumns, summary),
    ...table(drawing, whole, locale, [label.facility, ...steps.slice(1).map((step) => words.step[step])], each),
    ...(rows.length > shown.length ? [paragraph(fill(words.more, { count: rows.length - shown.length }), true)] : []),
  ];
};

function stageText({ words }: Drawing, { standing, ms }: ReturnType<typeof stagesOf>[number]): string {
  if (ms !== null) return durationText(ms, words);
  return standing === 'disorder' ? words.disorder : words.missing;
}

/** From the first to the last that is known: the slowest stand first. */
function lengthOf(instants: Instants): number {
  const known = Object.values(instants).flatMap((at) => (at === null ? [] : [Date.parse(at)]));
  return known.length === 0 ? 0 : Math.max(...known) - Math.min(...known);
}
