import type { ActionTask, ReportAction } from '#libs/contracts';
import { rows } from '#libs/database';
import { derivedId } from '#libs/platform';
import type { EntityManager } from 'typeorm';
import { lastMinuteOf } from '../references/day.js';
import type { NewTask } from '../tasks/task.store.js';
import type { ReportRow } from './report.store.js';
import { fill, reportWords } from './words.js';

/** Characters of a task's title. */
const LONGEST = 160;
/** States of a report whose actions still are to be done: those of a superseded one stand in the report that took its place. */
const CURRENT: readonly ReportRow['state'][] = ['draft', 'issued'];

/** From incident and action: the report that takes another's place takes its actions over, and they stay the tasks that they are. */
export const taskIdOf = (incidentId: string, actionId: string): string =>
  derivedId(`vigie report action\n${incidentId}\n${actionId}`);

/** A task of the agency's, whoever is named as responsible: nothing is told to a facility by a press. */
export function taskOf(
  { number }: Pick<ReportRow, 'number'>,
  { text, owner, due }: ReportAction,
  { id, zone }: { id: string; zone: string },
): NewTask {
  const isShort = text.length <= LONGEST;
  // Half a character is no text.
  const title = isShort ? text : `${text.slice(0, LONGEST - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
  const said = (locale: 'fr' | 'en') => {
    const from = fill(reportWords(locale).actionTask, { owner, number });
    return isShort ? from : `${text}\n\n${from}`;
  };
  return {
    id,
    side: 'agency',
    title: { fr: title, en: title },
    text: { fr: said('fr'), en: said('en') },
    role: null,
    dueAt: due === null ? null : lastMinuteOf(due, zone),
    after: [],
    runId: null,
    checklist: [],
  };
}

/** Which actions of a report are tasks, and which can become one. */
export async function actionTasksOf(
  tx: EntityManager,
  { incidentId, actions, state }: Pick<ReportRow, 'incidentId' | 'actions' | 'state'>,
): Promise<ActionTask[]> {
  if (incidentId === null || actions.length === 0) return [];
  const found = await rows<{ taskId: string | null; isOpen: boolean }>(
    tx,
    `SELECT t.id AS "taskId", i.state <> 'closed' AS "isOpen"
     FROM incident i LEFT JOIN task t ON t.incident_id = i.id AND t.id = ANY ($2::uuid[]) WHERE i.id = $1`,
    [incidentId, actions.map(({ id }) => taskIdOf(incidentId, id))],
  );
  const known = new Set(found.map(({ taskId }) => taskId));
  const takesTasks = CURRENT.includes(state) && found.some(({ isOpen }) => isOpen);
  return actions.map(({ id }) => {
    const taskId = taskIdOf(incidentId, id);
    const isTask = known.has(taskId);
    return { actionId: id, taskId: isTask ? taskId : null, mayAdd: takesTasks && !isTask };
  });
}

export const isCurrent = ({ state }: Pick<ReportRow, 'state'>): boolean => CURRENT.includes(state);
