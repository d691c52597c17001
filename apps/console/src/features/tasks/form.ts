import type { Task, TaskItem, TaskSide } from '#libs/contracts';
import { newId } from '../../shared/ids/newId.js';
import { fromLocalInput, toLocalInput } from '../../shared/time/zones.js';

/** A task as it is typed: its items one a line, its due time on the territory's wall clock. */
export interface TaskDraft {
  title: string;
  side: TaskSide;
  text: string;
  dueAt: string;
  checklist: string;
  after: string[];
}

export function formOf(
  task: Task | undefined,
  side: TaskSide,
  { locale, zone }: { locale: 'fr' | 'en'; zone: string },
): TaskDraft {
  if (!task) return { title: '', side, text: '', dueAt: '', checklist: '', after: [] };
  return {
    title: task.title[locale],
    side: task.side,
    text: task.text?.[locale] ?? '',
    dueAt: task.dueAt === null ? '' : toLocalInput(new Date(task.dueAt), zone),
    checklist: task.checklist.map(({ text }) => text[locale]).join('\n'),
    after: task.after,
  };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');

export function faultsOf(form: TaskDraft, zone: string): Partial<Record<'title' | 'dueAt' | 'checklist', true>> {
  const lines = linesOf(form.checklist);
  return {
    ...(form.title.trim() === '' && { title: true }),
    ...(form.dueAt !== '' && fromLocalInput(form.dueAt, zone) === null && { dueAt: true }),
    ...((lines.length > 20 || lines.some((one) => one.length > 200)) && { checklist: true }),
  };
}

/** What is sent; an item that was there keeps its id, and so what was ticked. */
export function written(form: TaskDraft, zone: string, old: readonly TaskItem[], locale: 'fr' | 'en') {
  const left = [...old];
  const idOf = (text: string): string => {
    const index = left.findIndex((item) => item.text[locale] === text);
    return left.splice(index, index < 0 ? 0 : 1)[0]?.id ?? newId();
  };
  return {
    title: form.title.trim(),
    text: form.text.trim() === '' ? null : form.text.trim(),
    dueAt: fromLocalInput(form.dueAt, zone)?.toISOString() ?? null,
    checklist: linesOf(form.checklist).map((text) => ({ id: idOf(text), text })),
    after: form.after,
  };
}
