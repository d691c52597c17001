import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Incident, PlaybookRun, Task } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { agencyMay, facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { useNow } from '../../shared/time/useNow.js';
import { Card } from '../../shared/ui/Card.js';
import { Choice } from '../../shared/ui/Choice.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { Runs } from './Runs.js';
import { type Filter, progressOf, shown } from './standing.js';
import { StartDialog } from './StartDialog.js';
import { TaskForm } from './TaskForm.js';
import { TaskLine } from './TaskLine.js';
import classes from './tasks.module.css';
import { useTasksTexts } from './useTasksTexts.js';

const filters: readonly Filter[] = ['all', 'mine', 'late'];

/** What is to be done about an incident: the agency sees all of it, a facility its own side's. */
export function TasksCard({ incident }: { incident: Incident }) {
  const t = useTasksTexts();
  const identity = useIdentity();
  const tasks = useRead('tasks', { incidentId: incident.id });
  const isOpen = incident.state !== 'closed';
  const leads = agencyMay(identity, 'incident.triage') && isOpen;
  const works =
    isOpen &&
    (agencyMay(identity, 'task.work') ||
      facilitiesWhere(identity, 'task.work').some(({ id }) => id === incident.facilityId));
  const [opened, setOpened] = useState<'add' | 'start' | null>(null);
  const close = () => setOpened(null);
  return (
    <Card title={t('title')} aside={tasks.data && <Progress tasks={tasks.data.items} />}>
      <Loaded from={tasks} rows={3}>
        {({ items, runs }) => (
          <div className={classes.stack}>
            <Tasks tasks={items} works={works} />
            {agencyMay(identity, 'incident.read') && <Runs runs={runs} mayUndo={leads} />}
            {works && (
              <div className={classes.buttons}>
                {leads && (
                  <Button variant="default" onClick={() => setOpened('start')}>
                    {t('start')}
                  </Button>
                )}
                <Button variant="default" onClick={() => setOpened('add')}>
                  {t('add')}
                </Button>
              </div>
            )}
            {opened === 'add' && <TaskForm incident={incident} all={items} onClose={close} />}
            {opened === 'start' && <StartDialog incident={incident} underWay={underWay(runs)} onClose={close} />}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

const underWay = (runs: readonly PlaybookRun[]) =>
  runs.filter(({ reversedAt }) => reversedAt === null).map(({ code }) => code);

function Progress({ tasks }: { tasks: readonly Task[] }) {
  const t = useTasksTexts();
  const { done, total, late } = progressOf(tasks, useNow().toISOString());
  if (total === 0) return null;
  return (
    <strong className={classes.progress} data-late={late > 0 || undefined}>
      {late > 0 ? t('progressLate', { done, total, count: late }) : t('progress', { done, total })}
    </strong>
  );
}

function Tasks({ tasks, works }: { tasks: readonly Task[]; works: boolean }) {
  const t = useTasksTexts();
  const identity = useIdentity();
  const now = useNow().toISOString();
  const [filter, setFilter] = useState<Filter>('all');
  const dropped = tasks.filter(({ state }) => state === 'dropped');
  if (tasks.length === 0) {
    return <p className={classes.soft}>{t(agencyMay(identity, 'incident.read') ? 'none' : 'noneFacility')}</p>;
  }
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
        <details className={classes.fold}>
          <summary>{t('dropped', { count: dropped.length })}</summary>
          <ul className={classes.list}>{dropped.map(line)}</ul>
        </details>
      )}
    </>
  );
}
