import {
  type PlaybookDefinition,
  type PlaybookTask,
  type PlaybookVersion,
  type TaskSide,
  hasCycle,
} from '#libs/contracts';
import { newId } from '../../shared/ids/newId.js';

type Both<Name extends string> = Record<`${Name}Fr` | `${Name}En`, string>;

/** A task as it is typed: items one a line, the due time as digits. */
export interface TaskForm extends Both<'title'>, Both<'role'>, Both<'text'>, Both<'checklist'> {
  code: string;
  side: TaskSide;
  due: string;
  after: string[];
}

export interface PlaybookForm extends Both<'name'>, Both<'summary'> {
  /** Never shown. */
  code: string;
  tasks: TaskForm[];
  reason: string;
}

type Fault = 'needed' | 'number' | 'lines' | 'both' | 'cycle' | 'agency' | 'none';
/** By place: `nameFr`, `<code>.titleFr`. */
export type Faults = Readonly<Record<string, Fault>>;

const LONGEST = 43_200;

export function formOf({ code, definition: { name, summary, tasks } }: PlaybookVersion): PlaybookForm {
  return {
    code,
    ...{ nameFr: name.fr, nameEn: name.en, summaryFr: summary.fr, summaryEn: summary.en, reason: '' },
    tasks: tasks.map(formOfTask),
  };
}

/** A playbook to be written, with a first task. */
export const emptyForm = (): PlaybookForm => ({
  code: freshCode('p'),
  ...{ nameFr: '', nameEn: '', summaryFr: '', summaryEn: '', reason: '' },
  tasks: [emptyTask()],
});

const freshCode = (kind: 'p' | 't'): string => `${kind}-${newId().replaceAll('-', '').slice(0, 32)}`;

const formOfTask = ({ code, side, title, role, text, dueMinutes, checklist, after }: PlaybookTask): TaskForm => ({
  ...{ code, side, after },
  ...{ titleFr: title.fr, titleEn: title.en, roleFr: role.fr, roleEn: role.en },
  ...{ textFr: text?.fr ?? '', textEn: text?.en ?? '' },
  due: dueMinutes === null ? '' : String(dueMinutes),
  checklistFr: checklist.map(({ fr }) => fr).join('\n'),
  checklistEn: checklist.map(({ en }) => en).join('\n'),
});

/** A task to fill in; its code is never shown. */
export const emptyTask = (): TaskForm => ({
  code: freshCode('t'),
  side: 'agency',
  ...{ titleFr: '', titleEn: '', roleFr: '', roleEn: '', textFr: '', textEn: '' },
  ...{ due: '', checklistFr: '', checklistEn: '', after: [] },
});

/** The task is gone, and nothing waits for it any more. */
export const without = (tasks: readonly TaskForm[], code: string): TaskForm[] =>
  tasks
    .filter((task) => task.code !== code)
    .map((task) => ({ ...task, after: task.after.filter((other) => other !== code) }));

/** The task one place up or down. */
export function shifted(tasks: readonly TaskForm[], index: number, by: -1 | 1): TaskForm[] {
  const [one, other] = [tasks[index], tasks[index + by]];
  return one && other ? tasks.with(index, other).with(index + by, one) : [...tasks];
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** What can be sent, or what is wrong and where. */
export function read(form: PlaybookForm): { definition: PlaybookDefinition } | { faults: Faults } {
  const faults = faultsOf(form);
  if (Object.keys(faults).length > 0) return { faults };
  const { nameFr, nameEn, summaryFr, summaryEn, tasks } = form;
  return {
    definition: { name: said(nameFr, nameEn), summary: said(summaryFr, summaryEn), tasks: tasks.map(taskOf) },
  };
}

const said = (fr: string, en: string) => ({ fr: fr.trim(), en: en.trim() });

function taskOf(task: TaskForm): PlaybookTask {
  const { code, side, titleFr, titleEn, roleFr, roleEn, textFr, textEn, due, checklistFr, checklistEn, after } = task;
  const english = linesOf(checklistEn);
  return {
    ...{ code, side, after },
    title: said(titleFr, titleEn),
    role: said(roleFr, roleEn),
    text: textFr.trim() === '' ? null : said(textFr, textEn),
    dueMinutes: due.trim() === '' ? null : Number(due),
    checklist: linesOf(checklistFr).map((fr, index) => ({ fr, en: english[index] ?? fr })),
  };
}

function faultsOf(form: PlaybookForm): Faults {
  const faults: Record<string, Fault> = {};
  for (const field of ['nameFr', 'nameEn', 'summaryFr', 'summaryEn', 'reason'] as const)
    if (form[field].trim() === '') faults[field] = 'needed';
  if (form.tasks.length === 0) faults['tasks'] = 'none';
  const sides = new Map(form.tasks.map(({ code, side }) => [code, side]));
  const isCircle = hasCycle(new Map(form.tasks.map(({ code, after }) => [code, after])));
  for (const task of form.tasks) {
    for (const [field, fault] of Object.entries(taskFaults(task))) faults[`${task.code}.${field}`] = fault;
    if (task.side === 'facility' && task.after.some((other) => sides.get(other) === 'agency'))
      faults[`${task.code}.after`] = 'agency';
    else if (isCircle && task.after.length > 0) faults[`${task.code}.after`] = 'cycle';
  }
  return faults;
}

function taskFaults(task: TaskForm): Record<string, Fault> {
  const faults: Record<string, Fault> = {};
  for (const field of ['titleFr', 'titleEn', 'roleFr', 'roleEn'] as const)
    if (task[field].trim() === '') faults[field] = 'needed';
  if ((task.textFr.trim() === '') !== (task.textEn.trim() === '')) faults['textEn'] = 'both';
  if (!/^\d*$/.test(task.due.trim()) || Number(task.due) > LONGEST) faults['due'] = 'number';
  const [french, english] = [linesOf(task.checklistFr), linesOf(task.checklistEn)];
  const isTooLong = [...french, ...english].some((one) => one.length > 200);
  if (french.length !== english.length || french.length > 20 || isTooLong) faults['checklistEn'] = 'lines';
  return faults;
}
