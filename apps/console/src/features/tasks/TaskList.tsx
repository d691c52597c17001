import { useState } from 'react';
import { useLocation } from 'react-router';
import type { Task } from '#libs/contracts';
import { useIdentity } from '../../shared/session/session.js';
import { useNow } from '../../shared/time/useNow.js';
import { Choice } from '../../shared/ui/Choice.js';
import { type Filter, anchorOf, progressOf, shown } from './standing.js';
import { TaskLine } from './TaskLine.js';
import classes from './tasks.module.css';
import { useTasksTexts } from './useTasksTexts.js';

const filters: readonly Filter[] = ['all', 'mine', 'late'];

/** How many are done, and how many are late. */
export function Progress({ tasks }: { tasks: readonly Task[] }) {
  const t = useTasksTexts();
  const { done, total, late } = progressOf(tasks, useNow().toISOString());
  if (total === 0) return null;
  return (
    <strong className={classes.progress} data-late={late > 0 || undefined}>
      {late > 0 ? t('progressLate', { done, total, count: late }) : t('progress', { done, total })}
    </strong>
  );
}

interface TaskListProps {
  tasks: readonly Task[];
  works: boolean;
  /** What is said where there is none. */
  none: string;
}

/** The tasks of an incident or a regional incident, all or a choice of them. */
export function TaskList({ tasks, works, none }: TaskListProps) {
  const t = useTasksTexts();
  const identity = useIdentity();
  const now = useNow().toISOString();
  const [filter, setFilter] = useState<Filter>('all');
  const { hash } = useLocation();
  const dropped = tasks.filter(({ state }) => state === 'dropped');
  if (tasks.length === 0) return <p className={classes.soft}>{none}</p>;
  const list = shown(tasks, filter, { personId: identity.personId, now });
  const line = (task: Task) => <TaskLine key={task.id} task={task} all={tasks} works={works} />;
  return (
    <>
      <Choice
        label={t('filter.label')}
        options={filters.map((value) => ({ value, label: t(`filter.${value}`) }))}
        value={filter}
        onChange={setFilter}
      />
      {list.length === 0 ? (
        <p className={classes.soft}>{t('noneShown')}</p>
      ) : (
        <ul className={classes.list} aria-label={t('list')}>
          {list.map(line)}
        </ul>
      )}
      {dropped.length > 0 && (
        <details className={classes.fold} open={dropped.some(({ id }) => hash === anchorOf(id)) || undefined}>
          <summary>{t('dropped', { count: dropped.length })}</summary>
          <ul className={classes.list}>{dropped.map(line)}</ul>
        </details>
      )}
    </>
  );
}
