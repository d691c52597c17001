import { Checkbox } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { type Task, isLate, isOpen, waitsFor } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Moment } from '../../shared/time/Moment.js';
import { useNow } from '../../shared/time/useNow.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { DropDialog } from './DropDialog.js';
import { TaskActions } from './TaskActions.js';
import { TaskForm } from './TaskForm.js';
import { anchorOf } from './standing.js';
import classes from './tasks.module.css';
import { touchedByTask } from './touched.js';
import { useTasksTexts } from './useTasksTexts.js';

interface TaskLineProps {
  task: Task;
  all: readonly Task[];
  works: boolean;
}

/** One task: what, whose, by when, how it stands, and what can be done with it. */
export function TaskLine({ task, all, works }: TaskLineProps) {
  const locale = useLocale();
  const [opened, setOpened] = useState<'change' | 'drop' | null>(null);
  const close = () => setOpened(null);
  const line = useRef<HTMLLIElement>(null);
  const { hash } = useLocation();
  const isMeant = hash === anchorOf(task.id);
  // The browser looks for it before the tasks have come.
  useEffect(() => {
    if (isMeant) line.current?.scrollIntoView({ block: 'center' });
  }, [isMeant]);
  return (
    <li ref={line} className={classes.task} data-state={task.state} data-meant={isMeant || undefined}>
      <div className={classes.top}>
        <strong className={classes.name}>{task.title[locale]}</strong>
        {works && <TaskActions task={task} onChange={() => setOpened('change')} onDrop={() => setOpened('drop')} />}
      </div>
      <Standing task={task} all={all} />
      {task.text && <p className={classes.text}>{task.text[locale]}</p>}
      {task.checklist.length > 0 && <Checklist task={task} works={works && isOpen(task)} />}
      {opened === 'change' && (
        <TaskForm territory={task.territory} place={placeOf(task)} task={task} all={all} onClose={close} />
      )}
      {opened === 'drop' && <DropDialog task={task} onClose={close} />}
    </li>
  );
}

const placeOf = ({ incidentId, regionalId }: Task) => (regionalId === null ? { incidentId } : { regionalId });

function Standing({ task, all }: Omit<TaskLineProps, 'works'>) {
  const t = useTasksTexts();
  const locale = useLocale();
  const identity = useIdentity();
  const nameOf = usePersonName();
  const now = useNow().toISOString();
  const atAgency = agencyMay(identity, 'incident.read');
  const waits = waitsFor(task, new Map(all.map((other) => [other.id, other])));
  const isTold = task.ownerId === identity.personId || task.side === 'agency';
  return (
    <>
      <p className={classes.standing}>
        <span className={classes.state}>{t(`state.${task.state}`)}</span>
        {isLate(task, now) && <strong className={classes.late}>{t('late')}</strong>}
        {atAgency && <span>{t(`side.${task.side}`)}</span>}
        {task.role && <span>{task.role[locale]}</span>}
        {task.ownerId && <span>{isTold ? t('owner', { name: nameOf(task.ownerId) }) : t('ownerFacility')}</span>}
      </p>
      {task.dueAt && isOpen(task) && (
        <p className={classes.standing}>
          {t('due')} <Moment at={task.dueAt} territory={task.territory} />
        </p>
      )}
      {waits.length > 0 && (
        <p className={classes.standing}>{t('waits', { titles: waits.map(({ title }) => title[locale]).join(', ') })}</p>
      )}
      {task.reason && <p className={classes.standing}>{t('reason', { reason: task.reason })}</p>}
    </>
  );
}

function Checklist({ task, works }: { task: Task; works: boolean }) {
  const t = useTasksTexts();
  const locale = useLocale();
  const tick = useWrite('tickTask', touchedByTask);
  // Ticked at once: what was asked, then what was answered, until the list has been read again.
  const [asked, setAsked] = useState<{ itemId: string; done: boolean } | null>(null);
  const ask = (wish: { itemId: string; done: boolean }) => {
    setAsked(wish);
    tick.mutate({ taskId: task.id, ...wish }, { onSettled: () => setAsked(null) });
  };
  const answered = tick.data && tick.data.version > task.version ? tick.data : task;
  const { checklist } = answered;
  const done = checklist.filter(({ doneAt }) => doneAt !== null).length;
  return (
    <details className={classes.fold}>
      <summary>{t('ticked', { done, total: task.checklist.length })}</summary>
      <ul className={classes.items}>
        {checklist.map(({ id, text, doneAt }) => (
          <li key={id}>
            <Checkbox
              label={text[locale]}
              checked={asked?.itemId === id ? asked.done : doneAt !== null}
              disabled={!works}
              onChange={(event) => ask({ itemId: id, done: event.currentTarget.checked })}
            />
          </li>
        ))}
      </ul>
      {tick.error && <ErrorNotice error={tick.error} />}
    </details>
  );
}
