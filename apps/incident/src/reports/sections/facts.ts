import type { ReportBlock } from '#libs/contracts';
import type { Subject } from '../../timeline/subject.sql.js';
import { type Draw, type Drawing, nameOf, paragraph } from '../drawing.js';
import { table } from './lists.js';

export const facts: Draw = (drawing) => {
  const { subjects, regional, words } = drawing;
  const [only] = subjects;
  if (regional) {
    const { title, reference, members } = words.label;
    const items = [
      { label: title, value: regional.title },
      { label: reference, value: regional.reference },
      { label: members, value: String(subjects.length) },
    ];
    return [{ type: 'facts', items }];
  }
  return subjects.length === 1 && only ? [{ type: 'facts', items: factsOf(drawing, only) }] : [];
};

function factsOf(drawing: Drawing, subject: Subject): Extract<ReportBlock, { type: 'facts' }>['items'] {
  const { words, when, answers } = drawing;
  const { label, answers: said } = words;
  const { standing, awareAt, recordedAt, nature } = subject;
  const then = answers.get(subject.id);
  const pairs: [string, string][] = [
    [label.facility, nameOf(drawing, subject)],
    [label.state, words.state[standing.state]],
    [label.severity, severityText(drawing, subject)],
    [label.nature, said.nature[nature]],
    [label.aware, when(awareAt)],
    [label.declared, when(recordedAt)],
    [label.degraded, said.yesNoUnknown[then?.degradedMode ?? 'unknown']],
    [label.danger, said.danger[then?.patientDanger ?? 'unknown']],
    [label.services, then?.careServices.map((service) => said.careService[service]).join(', ') || words.none],
    [label.supplier, then?.supplier ?? words.unknown],
  ];
  return pairs.map(([name, value]) => ({ label: name, value }));
}

function severityText({ words }: Drawing, { standing }: Subject): string {
  const { severity, score, outlook } = standing;
  const parts = [
    severity === null ? words.unassessed : words.answers.severity[severity],
    ...(score === null ? [] : [`${score}/100`]),
    ...(outlook === null ? [] : [words.outlook[outlook].toLowerCase()]),
  ];
  return parts.join(', ');
}

export const severity: Draw = (drawing, section) => {
  const { subjects, words, asked } = drawing;
  const rows = subjects.map((subject) => [subject.reference, nameOf(drawing, subject), severityText(drawing, subject)]);
  const { reference, facility, severity: label } = words.label;
  return table(drawing, section, asked.locale, [reference, facility, label], rows);
};

export const account: Draw = ({ subjects, answers }) =>
  subjects.length === 1 ? subjects.flatMap(({ id }) => paragraphsOf(answers.get(id)?.what ?? '')) : [];

const paragraphsOf = (text: string): ReportBlock[] =>
  text.split(/\n{2,}/).flatMap((part) => (part.trim() === '' ? [] : [paragraph(part.trim())]));

export const incidents: Draw = (drawing, section) => {
  const { subjects, words, when, asked } = drawing;
  if (subjects.length <= 1 && asked.subject === 'incident') return [];
  const rows = subjects
    .toSorted((a, b) => (b.standing.score ?? -1) - (a.standing.score ?? -1))
    .map((subject) => [
      subject.reference,
      nameOf(drawing, subject),
      words.state[subject.standing.state],
      severityText(drawing, subject),
      when(subject.recordedAt),
    ]);
  const { reference, facility, state, severity: grave, declared } = words.label;
  return table(drawing, section, asked.locale, [reference, facility, state, grave, declared], rows);
};

/** Facts and classes only: no account, no name, no contact. */
export const national: Draw = (drawing, section) => {
  const { subjects, words, answers, facilities, when, asked } = drawing;
  const { label, answers: said } = words;
  const known = (value: string | null | undefined) => value ?? words.unknown;
  const pairsOf = (subject: Subject): [string, string][] => {
    const then = answers.get(subject.id);
    const facility = facilities.get(subject.facilityId);
    const { standing } = subject;
    const rsit = standing.rsitClass === null ? words.unassessed : `${standing.rsitClass}/${standing.rsitType ?? ''}`;
    return [
      [label.finess, known(facility?.finess)],
      [label.category, facility ? words.category[facility.category] : words.unknown],
      [label.territory, subject.territory],
      [label.nature, said.nature[subject.nature]],
      [label.rsit, rsit],
      [label.malicious, said.yesNoUnknown[standing.malicious ?? then?.suspectedMalicious ?? 'unknown']],
      [label.severity, severityText(drawing, subject)],
      [label.state, words.state[standing.state]],
      [label.aware, when(subject.awareAt)],
      [label.declared, when(subject.recordedAt)],
      [label.degraded, said.yesNoUnknown[then?.degradedMode ?? 'unknown']],
      [label.danger, said.danger[then?.patientDanger ?? 'unknown']],
      [label.services, then?.careServices.map((service) => said.careService[service]).join(', ') ?? ''],
      [label.data, dataText(drawing, subject)],
    ];
  };
  const [only] = subjects;
  if (!only) return [];
  if (subjects.length === 1)
    return [{ type: 'facts', items: pairsOf(only).map(([name, value]) => ({ label: name, value })) }];
  // Of many: what fits a sheet; the rest of the attributes are those of each declaration.
  const chosen = [label.finess, label.category, label.nature, label.rsit, label.severity, label.state, label.danger];
  const rows = subjects.map((subject) => {
    const values = new Map(pairsOf(subject));
    return [subject.reference, ...chosen.map((name) => values.get(name) ?? '')];
  });
  return table(drawing, section, asked.locale, [label.reference, ...chosen], rows);
};

function dataText({ words: { answers: said }, answers }: Drawing, { id }: Subject): string {
  const then = answers.get(id);
  const classes = then?.dataClasses.map((name) => said.dataClass[name]) ?? [];
  return [said.yesNoUnknown[then?.dataTouched ?? 'unknown'], ...classes].join(', ');
}

export const figures: Draw = ({ subjects, answers, clocks, care, asked, words }) => {
  const { figure } = words;
  const open = subjects.filter(({ standing }) => standing.state !== 'closed' && standing.state !== 'resolved');
  const all = subjects.flatMap(({ id }) => clocks.get(id) ?? []).filter(({ applies }) => applies === 'yes');
  const late = all.filter(({ state, dueAt }) => state === 'open' && dueAt !== null && dueAt <= asked.asOf);
  const due = all.filter(({ state, dueAt }) => state === 'open' && dueAt !== null && dueAt > asked.asOf);
  const hit = subjects.map(({ id }) => answers.get(id));
  const items: [string, number][] = [
    ...(asked.subject === 'incident'
      ? []
      : ([
          [figure.open, open.length],
          [figure.facilities, new Set(subjects.map(({ facilityId }) => facilityId)).size],
          [figure.degraded, hit.filter((then) => then?.degradedMode === 'yes').length],
          [
            figure.danger,
            hit.filter((then) => then?.patientDanger === 'potential' || then?.patientDanger === 'proven').length,
          ],
        ] satisfies [string, number][])),
    [figure.closed, care.filter(({ status }) => status === 'closed' || status === 'degraded').length],
    [figure.late, late.length],
    [figure.due, due.length],
    [figure.met, all.filter(({ state }) => state === 'met').length],
  ];
  return [{ type: 'figures', items: items.map(([label, value]) => ({ label, value: String(value) })) }];
};
